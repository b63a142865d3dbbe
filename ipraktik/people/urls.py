"""Signing in, personal links, the profile. Of allauth's pages those that exist without passwords."""

from allauth.account import views as account
from django.urls import include, path

from ipraktik.people import link_views, profile_views, sign_in_views

urlpatterns = [
    path("l/<str:token>/", link_views.link, name="link"),
    path("l/<str:token>/fresh/", link_views.link_fresh, name="link-fresh"),
    path("limited/", sign_in_views.limited, name="limited"),
    path("language/", profile_views.set_language, name="set-language"),
    path("profile/", profile_views.profile, name="profile"),
    path("profile/sessions/", profile_views.profile_sessions, name="profile-sessions"),
    path("account/sign-in/", sign_in_views.sign_in, name="account_login"),
    path("account/sign-in/by-code/", sign_in_views.sign_in, name="account_request_login_code"),
    path("account/sign-in/code/", sign_in_views.code, name="account_confirm_login_code"),
    path("account/sign-up/", sign_in_views.sign_up, name="account_signup"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/email/", account.email, name="account_email"),
    path("account/email/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("account/factors/", include("allauth.mfa.urls")),
]
