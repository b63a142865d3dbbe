"""The journey drawn: the travel card, the timeline, the map of hosts."""

from django import template

register = template.Library()
