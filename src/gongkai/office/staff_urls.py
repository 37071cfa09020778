"""The addresses of the screens for bodies, posts, people, trainings, and one's own account."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from gongkai.office.views import account, agencies, appointments, people, training

urlpatterns = [
    # Whoever remembers the address of Wagtail's sign-in comes to ours.
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="login"),
    path("account/", account.account, name="account"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/new/", agencies.create, name="agency-create"),
    path("agencies/<int:pk>/", agencies.agency, name="agency"),
    path("agencies/<int:pk>/edit/", agencies.edit, name="agency-edit"),
    path("agencies/<int:pk>/close/", agencies.close, name="agency-close"),
    path("agencies/<int:pk>/posts/new/", agencies.post_create, name="post-create"),
    path("posts/<int:pk>/", agencies.post, name="post"),
    path("posts/<int:pk>/edit/", agencies.post_edit, name="post-edit"),
    path("posts/<int:pk>/close/", agencies.post_close, name="post-close"),
    path("posts/<int:pk>/take-up/", appointments.take_up, name="post-take-up"),
    path("appointments/<int:pk>/hand-over/", appointments.hand_over, name="appointment-hand-over"),
    path("appointments/<int:pk>/end/", appointments.end, name="appointment-end"),
    path("appointments/<int:pk>/delegate/", appointments.delegate, name="appointment-delegate"),
    path("delegations/<int:pk>/take-back/", appointments.take_back, name="delegation-take-back"),
    path("people/", people.people, name="people"),
    path("people/new/", people.create, name="person-create"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit, name="person-edit"),
    path("people/<int:pk>/identity/", people.identity, name="person-identity"),
    path("people/<int:pk>/switch-off/", people.switch_off, name="person-switch-off"),
    path("people/<int:pk>/switch-on/", people.switch_on, name="person-switch-on"),
    path("people/<int:pk>/reset-password/", people.reset_password, name="person-reset-password"),
    path("people/<int:pk>/reset-factor/", people.reset_factor, name="person-reset-factor"),
    path("training/", training.training, name="training"),
    path("training/new/", training.training_create, name="training-create"),
    path("training/<int:pk>/correct/", training.training_correct, name="training-correct"),
    path("assessments/new/", training.assessment_create, name="assessment-create"),
    path("assessments/<int:pk>/correct/", training.assessment_correct, name="assessment-correct"),
]
