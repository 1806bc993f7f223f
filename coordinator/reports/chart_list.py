"""The charts of the overview, in the order used in reports and on the command line."""

from collections.abc import Mapping

from coordinator.reports import people_charts, signup_charts
from coordinator.reports.chart_specs import ChartSpec

CHARTS: Mapping[str, ChartSpec] = {
    spec.key: spec
    for spec in (
        people_charts.FUNNEL,
        signup_charts.WEEKS,
        people_charts.STATES,
        people_charts.LEVELS,
        people_charts.PARTIES,
        people_charts.AGES,
        signup_charts.PARTNERS,
        signup_charts.STOPS,
        signup_charts.SOURCES,
    )
}
