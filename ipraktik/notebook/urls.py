from django.urls import path

from ipraktik.notebook import device, export, views

urlpatterns = [
    path("placement/<int:pk>/notebook/", views.placement_notebook, name="placement-notebook"),
    path("placement/<int:pk>/notebook/export/", export.placement_notebook_export, name="placement-notebook-export"),
    path("placement/<int:pk>/notebook/<int:note>/", views.placement_note, name="placement-note"),
    path("placement/<int:pk>/notebook/<int:note>/remove/", views.placement_note_remove, name="placement-note-remove"),
    path(
        "placement/<int:pk>/notebook/<int:note>/choose/<int:other>/",
        views.placement_note_choose,
        name="placement-note-choose",
    ),
    path("notebook-token/", device.notebook_token, name="notebook-token"),
    path("notebook-worker.js", device.notebook_worker, name="notebook-worker"),
]
