"""The rounds' pages, each behind the office's guard; and the pool, which a host's own people see."""

from django.urls import path

from ipraktik.matching.rounds import deciding, desk_views, round_views
from ipraktik.matching.weights import learnt_views
from ipraktik.matching.weights import views as weights_views
from ipraktik.matching.year import pool_views
from ipraktik.people.office_access import office_path

urlpatterns = [
    path("places/<int:pk>/pool/", pool_views.pool, name="offer-pool"),
    office_path("rounds/", round_views.rounds, "rounds"),
    office_path("rounds/new/", round_views.new, "round-new"),
    office_path("rounds/<int:pk>/", desk_views.desk, "round"),
    office_path("rounds/<int:pk>/change/", round_views.edit, "round-edit"),
    office_path("rounds/<int:pk>/do/<slug:move>/", round_views.move, "round-move"),
    office_path("rounds/<int:pk>/solve/", deciding.solve, "round-solve"),
    office_path("rounds/<int:pk>/take/<int:proposal>/", deciding.take, "round-take"),
    office_path("rounds/<int:pk>/stop/", deciding.stop, "round-stop"),
    office_path("rounds/<int:pk>/decide/", deciding.decide, "round-decide"),
    office_path("rounds/<int:pk>/undo/", deciding.undo, "round-undo"),
    office_path("rounds/<int:pk>/find/", desk_views.find, "round-find"),
    office_path("rounds/<int:pk>/compare/", desk_views.compare, "round-compare"),
    office_path("rounds/<int:pk>/missing/", desk_views.missing, "round-missing"),
    office_path("rounds/<int:pk>/evidence/<int:proposal>/", desk_views.evidence, "round-evidence"),
    office_path("rounds/<int:pk>/wishes/<int:wish>/", desk_views.wish, "round-wish"),
    office_path("weights/", weights_views.weights, "weights"),
    office_path("weights/<slug:kind>/", weights_views.weights, "weights"),
    office_path("weights/trials/<int:pk>/", weights_views.trial, "weights-trial"),
    office_path("weights/learnt/<int:pk>/", learnt_views.learnt, "weights-learnt"),
    office_path("weights/<int:number>/again/", weights_views.again, "weights-again"),
]
