from django.urls import path

from ipraktik.placements import (
    amending,
    conversing,
    moving,
    practical,
    signatories,
    signing,
    visiting,
)
from ipraktik.placements.urls_ask import urlpatterns as asking

urlpatterns = [
    *asking,
    path("placement/<int:pk>/do/<slug:move>/", moving.placement_move, name="placement-move"),
    path("placement/<int:pk>/dispute/", moving.placement_dispute, name="placement-dispute"),
    path("placement/<int:pk>/practical/", practical.placement_practical, name="placement-practical"),
    path("placement/<int:pk>/conversation/", conversing.placement_conversation, name="placement-conversation"),
    path("placement/<int:pk>/agreement/", signing.placement_agreement, name="placement-agreement"),
    path("placement/<int:pk>/declare/", signing.placement_declare, name="placement-declare"),
    path("placement/<int:pk>/second/<slug:party>/", signatories.placement_second, name="placement-second"),
    path("placement/<int:pk>/hand-over/<slug:party>/", signatories.placement_hand_over, name="placement-hand-over"),
    path("placement/<int:pk>/amend/", amending.placement_amend, name="placement-amend"),
    path(
        "placement/<int:pk>/amend/<int:amendment>/sign/",
        amending.placement_amendment_sign,
        name="placement-amendment-sign",
    ),
    path(
        "placement/<int:pk>/amend/<int:amendment>/withdraw/",
        amending.placement_amendment_withdraw,
        name="placement-amendment-withdraw",
    ),
    path("visit/<int:pk>/", visiting.visit, name="visit"),
    path("visit/<int:pk>/stand-in/", visiting.visit_stand_in, name="visit-stand-in"),
    path("placement/<int:pk>/stand-in/", visiting.placement_stand_in, name="placement-stand-in"),
    path("visit/<int:pk>/do/<slug:move>/", visiting.visit_move, name="visit-move"),
]
