using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Projections.Rivers;

namespace MiyagiSensing.Host.Commands;

/// <summary>River gauges as text.</summary>
internal static class RiverText
{
    /// <summary>For sorting: gauges at or above a limit that alerts first, the gravest of their limits first, then those that may be.</summary>
    public static int Urgency(GaugeOverview gauge) => gauge.Condition switch
    {
        { Standing: { IsAlert: true } standing } => gauge.Condition.Margins.Count(margin => margin.Limit.IsAlert && margin.Limit.Metres > standing.Metres),
        { State: GaugeStates.Reporting, Next.At: not null } => 10,
        { State: GaugeStates.Reporting } => 11,
        { State: GaugeStates.SilentAboveStart } => 12,
        { State: GaugeStates.Silent } => 13,
        { State: GaugeStates.BelowStart } => 14,
        _ => 15,
    };

    public static string Line(GaugeOverview gauge) => string.Join('\t', gauge.Station.Id, gauge.Station.Name.Ja, gauge.Condition.State, Level(gauge.Condition), Outlook(gauge.Condition));

    public static string Summary(IReadOnlyList<GaugeOverview> gauges)
    {
        var states = gauges.CountBy(gauge => gauge.Condition.State).OrderByDescending(state => state.Value).Select(state => $"{state.Value} {state.Key}");
        var standing = gauges.Count(gauge => gauge.Condition.Standing is { IsAlert: true });
        return $"{gauges.Count} gauges: {string.Join(", ", states)}; {standing} at or above a limit that alerts";
    }

    public static IEnumerable<string> Of(GaugeDossier dossier)
    {
        var (gauge, condition) = (dossier.Overview, dossier.Overview.Condition);
        yield return $"{gauge.Station.Id}: {gauge.Station.Name.Ja} / {gauge.Station.Name.En}";
        yield return $"  {condition.State}: {condition.Reason.Ja} / {condition.Reason.En}";
        yield return $"  {Level(condition)}{(Outlook(condition) is { Length: > 0 } outlook ? $"; {outlook}" : "")}";
        foreach (var margin in condition.Margins)
        {
            var rest = margin.Metres is { } metres ? string.Create(CultureInfo.InvariantCulture, $", {(metres > 0 ? $"{metres:0.00} m left" : $"exceeded by {-metres:0.00} m")}") : "";
            yield return string.Create(CultureInfo.InvariantCulture, $"  {margin.Limit.Name.Ja} / {margin.Limit.Name.En} {margin.Limit.Metres:0.00} m{rest}{(margin.Limit.IsAlert ? "" : " (no alert)")}");
        }

        foreach (var earlier in gauge.Station.EarlierThresholds)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  until {Show(earlier.Until)}: {earlier.Limit} {earlier.Value:0.00} m ({earlier.Source})");
        }

        foreach (var change in dossier.ThresholdChanges)
        {
            yield return $"  from {Show(change.Fact.From)}: {change.Fact.Limit} {change.Fact.Value?.ToString("0.00 m", CultureInfo.InvariantCulture) ?? "none"} ({change.Fact.Reason}; {change.Fact.Source}; {change.Actor})";
        }

        foreach (var pair in dossier.Pairs)
        {
            yield return $"  {Line(pair)}";
            if (pair.History is { } history)
            {
                yield return history.Lag is { } lag
                    ? string.Create(CultureInfo.InvariantCulture, $"    by history a rise follows {(lag == TimeSpan.Zero ? $"within {history.Step.TotalHours:0.#} h" : $"after about {lag.TotalHours:0.#} h")} (correlation {history.Correlation:0.00} over {history.Common} common rises)")
                    : $"    history tells no travel time: {history.Common} common rises, {(history.Common < RiseLag.LeastCommon ? $"{RiseLag.LeastCommon} are needed" : "without clear agreement")}";
            }
        }
    }

    public static IEnumerable<string> Of(Hydrograph course)
    {
        yield return $"{course.Device} {course.Sensor}";
        foreach (var point in course.Points)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  {Show(point.MeasuredAt)}\t{point.Level:0.00} m\t{Rate(point.RatePerHour)}");
        }

        foreach (var stretch in course.Exceedances)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {stretch.Name.Ja} / {stretch.Name.En}: from {Show(stretch.From)} to {Show(stretch.Last)}, {stretch.End}; peak {stretch.Peak:0.00} m at {Show(stretch.PeakAt)}; {stretch.Readings} readings");
        }
    }

    public static string Line(PairCondition pair)
    {
        var distance = pair.DistanceKilometres is { } kilometres ? string.Create(CultureInfo.InvariantCulture, $", {kilometres:0.#} km") : "";
        return $"{pair.Upstream.Station} {pair.Upstream.Name.Ja} ({Level(pair.Upstream.Condition)}) -> {pair.Downstream.Station} {pair.Downstream.Name.Ja} ({Level(pair.Downstream.Condition)}){distance}{(pair.Message is { } message ? $": {message.Ja}" : "")}";
    }

    public static string Line(RiverHour hour) => $"{Show(hour.From)}\t{hour.Gauges} gauges\t{string.Join(", ", hour.Over.Select(over => $"{over.Value} {over.Key}"))}";

    private static string Level(GaugeCondition condition) => condition switch
    {
        { Level: not { } } => "no level",
        { IsReporting: true } => string.Create(CultureInfo.InvariantCulture, $"{condition.Level:0.00} m at {Show(condition.MeasuredAt!.Value)}, {Rate(condition.RatePerHour)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"last {condition.Level:0.00} m at {Show(condition.MeasuredAt!.Value)}"),
    };

    private static string Outlook(GaugeCondition condition) => string.Join("; ", new[]
    {
        condition.Standing is { } standing ? $"{standing.Name.Ja}以上" : null,
        condition.Next switch
        {
            null => null,
            { At: { } at } next => $"{next.Limit.Name.Ja}まで{next.Metres.ToString("0.00", CultureInfo.InvariantCulture)} m, {Show(at)} at this rate",
            { } next => $"{next.Limit.Name.Ja}まで{next.Metres.ToString("0.00", CultureInfo.InvariantCulture)} m, {next.Reason!.En}",
        },
    }.OfType<string>());

    private static string Rate(double? rate) => rate is { } known ? known.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) + " m/h" : "rate unknown";

    private static string Show(DateTimeOffset instant) => instant.ToOffset(JapanDay.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
