from django.urls import path

from ipraktik.photos import depicted_views, photo_views, views

A_PHOTO = "placement/<int:pk>/photos/<int:photo>/"
A_PERSON = f"{A_PHOTO}people/<int:depicted>/"

urlpatterns = [
    path("placement/<int:pk>/photos/", views.placement_photos, name="placement-photos"),
    path(A_PHOTO, photo_views.placement_photo, name="placement-photo"),
    path(f"{A_PHOTO}<slug:size>.webp", views.placement_photo_image, name="placement-photo-image"),
    path(f"{A_PHOTO}people/", photo_views.placement_photo_person, name="placement-photo-person"),
    path(f"{A_PERSON}answer/", photo_views.placement_photo_answer, name="placement-photo-answer"),
    path(f"{A_PERSON}ask/", photo_views.placement_photo_ask, name="placement-photo-ask"),
    path(f"{A_PERSON}leave-out/", photo_views.placement_photo_leave_out, name="placement-photo-leave-out"),
    path(f"{A_PHOTO}erase/", photo_views.placement_photo_erase, name="placement-photo-erase"),
    path(f"{A_PHOTO}object/", photo_views.placement_photo_object, name="placement-photo-object"),
    path("placement/<int:pk>/photos/me/<int:depicted>/", depicted_views.placement_depicted, name="placement-depicted"),
    path("photo/<int:pk>/", depicted_views.depicted, name="depicted"),
    path("photo/<int:pk>/image/", views.depicted_image, name="depicted-image"),
]
