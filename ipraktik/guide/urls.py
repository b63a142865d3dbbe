from django.urls import path

from ipraktik.guide import views

urlpatterns = [path("guide/", views.guide, name="guide")]
