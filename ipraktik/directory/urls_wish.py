"""The pages of the wish: the quiz, the wizard, the wish, and the manager's consent."""

from django.urls import path

from ipraktik.directory import consent_views, quiz_views, wish_begin_views, wish_views, wish_wizard
from ipraktik.people import workplace_views

urlpatterns = [
    path("travel/", quiz_views.quiz, name="quiz"),
    path("workplaces/find/", workplace_views.find, name="workplace-find"),
    path("wish/new/", wish_begin_views.wish_new, name="wish-new"),
    path("wish/<int:pk>/", wish_views.wish_page, name="wish"),
    path("wish/<int:pk>/edit/<slug:step>/", wish_wizard.wish_step, name="wish-step"),
    path("wish/<int:pk>/do/<slug:move>/", wish_views.wish_move, name="wish-move"),
    path("wish/<int:pk>/receipt/", wish_views.wish_receipt, name="wish-receipt"),
    path("wish/<int:pk>/remind/", wish_views.wish_remind, name="wish-remind"),
    path("wish/<int:pk>/manager/", wish_views.wish_manager, name="wish-manager"),
    path("wish/<int:pk>/leave/", wish_views.wish_leave, name="wish-leave"),
    path("consent/<int:pk>/", consent_views.consent_page, name="consent"),
    path("consent/<int:pk>/do/<slug:move>/", consent_views.consent_move, name="consent-move"),
]
