using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>bridge trend ID</c>: how a bridge's measurements move over time.</summary>
internal static class BridgeTrendCommand
{
    private static readonly Dictionary<string, (TrendPeriod Period, int Days)> Periods = new()
    {
        ["day"] = (TrendPeriod.Day, 366),
        ["hour"] = (TrendPeriod.Hour, 31),
        ["minute"] = (TrendPeriod.Minute, 1),
    };

    private static readonly TimeSpan ShortStretch = TimeSpan.FromDays(60);

    public static Command Build()
    {
        var id = new Argument<string>("id") { Description = "Bridge id; see bridge list." };
        var metric = new Option<string?>("--metric") { Description = "Only this metric." };
        metric.AcceptOnlyFromAmong([.. IBridgeTrendQueries.Metrics]);
        var period = new Option<string>("--period") { Description = "What values are gathered by: day, hour or minute.", DefaultValueFactory = _ => "day" };
        period.AcceptOnlyFromAmong([.. Periods.Keys]);
        var from = new Option<string?>("--from") { Description = "First day in Japan; without it a year of days, a month of hours or a day of minutes." };
        var to = new Option<string?>("--to") { Description = "Last day in Japan; today without it." };
        var json = new Option<bool>("--json") { Description = "For programs, with all values." };
        var command = new Command("trend", "How tilt, strain, force, displacement and natural frequency move over time, in words and figures.") { id, metric, period, from, to, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var bridge = parse.GetRequiredValue(id);
            var (by, days) = Periods[parse.GetRequiredValue(period)];
            var last = BridgeCommands.Day("--to", parse.GetValue(to)) ?? JapanDay.Of(TimeProvider.System.GetUtcNow());
            var first = BridgeCommands.Day("--from", parse.GetValue(from)) ?? last.AddDays(1 - days);
            if (first > last)
            {
                throw new SettingsException("--from lies after --to.");
            }

            var dossier = await session.Get<IBridgeQueries>().FindAsync(bridge, last, knownOn: null, cancellationToken)
                ?? throw new SettingsException($"There is no bridge '{bridge}'; see bridge list.");
            var station = dossier.Overview.Bridge.Station ?? throw new SettingsException($"Bridge {bridge} has no sensors, so it has no trend.");
            var repairs = dossier.RepairDays();
            var trends = session.Get<IBridgeTrendQueries>();
            List<BridgeTrend> found = [];
            foreach (var one in parse.GetValue(metric) is { } wanted ? [wanted] : IBridgeTrendQueries.Metrics)
            {
                found.Add(await trends.ReadAsync(new TrendQuestion(station, one, by, JapanDay.StartOf(first), JapanDay.StartOf(last.AddDays(1)), repairs), cancellationToken)
                    ?? throw new SettingsException($"The natural frequency would have to be found in more than {IBridgeTrendQueries.MostSamples:N0} readings; choose a shorter range, or another --metric."));
            }

            Console.WriteLine(parse.GetValue(json)
                ? JsonSerializer.Serialize(found, BridgeCommands.Json)
                : string.Join(Environment.NewLine, Lines(dossier.Overview.Bridge, found, parse.GetRequiredValue(period), first, last)));
        });
        return command;
    }

    private static IEnumerable<string> Lines(BridgeDefinition bridge, List<BridgeTrend> trends, string period, DateOnly first, DateOnly last)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture, $"{bridge.Id}: {bridge.Name.Ja} / {bridge.Name.En}{(bridge.Fictional ? " (made up)" : "")}, by {period}, {first:yyyy-MM-dd} to {last:yyyy-MM-dd}");
        if (trends.TrueForAll(trend => trend.Series.Count == 0))
        {
            yield return $"  nothing was measured at {bridge.Station}";
        }

        foreach (var (trend, series) in trends.SelectMany(trend => trend.Series.Select(series => (trend, series))))
        {
            var source = series.Measured == trend.Metric ? "" : $" from {series.Measured}";
            yield return $"  {trend.Metric}{source}, {series.Device} {series.Sensor}: {series.Verdict}; {Last(series, trend.Unit)}{Warmth(series)}{Bursts(series)}";
            foreach (var line in series.Stretches.SelectMany(stretch => StretchLines(stretch, trend.Unit)))
            {
                yield return $"    {line}";
            }
        }
    }

    private static IEnumerable<string> StretchLines(StructuralTrend stretch, string? unit)
    {
        var range = $"{Show(stretch.From)} to {Show(stretch.To)}, {stretch.Count} values";
        if (stretch.Line is not { } line)
        {
            yield return $"{range}: {stretch.Verdict}";
            yield break;
        }

        yield return $"{range}: {stretch.Verdict}";
        yield return Text($"at first {stretch.Baseline:G6} {unit} (to {Show(stretch.BaselineTo!.Value)}), now {stretch.Newest:G6}, change {stretch.Change:+0.####;-0.####;0}");
        // A slope of hours says nothing about a year.
        var (years, name) = stretch.To - stretch.From < ShortStretch ? (1 / RobustTrend.DaysPerYear, "day") : (1, "year");
        yield return Text(
            $"{line.SlopePerYear * years:+0.####;-0.####;0} {unit} a {name} (95 %: {line.Low * years:+0.####;-0.####;0} to {line.High * years:+0.####;-0.####;0}), p {line.Significance:0.####}");
        foreach (var step in stretch.Steps)
        {
            yield return Text($"step {step.Size:+0.####;-0.####} {unit} at {Show(step.At)}: {step.Before:G6} to {step.After:G6}");
        }
    }

    private static string Last(SeriesTrend series, string? unit) => series.Values.Count == 0 ? "" : Text($"last {series.Values[^1].Measured:G6} {unit}; ");

    private static string Warmth(SeriesTrend series) => series.Temperature is { } effect
        ? Text($"compensated for air temperature, {effect.PerDegree:+0.####;-0.####;0} for each °C ({effect.Explained:P0} of the changes), as at {effect.Reference:0.0} °C")
        : $"not compensated: {series.NotCompensated}";

    private static string Bursts(SeriesTrend series) => series.Bursts is { } bursts
        ? $"; {bursts} bursts with a frequency{string.Concat(series.Refused!.Select(reason => $", {reason.Value} {reason.Key}"))}"
        : "";

    private static string Show(DateTimeOffset instant) => instant.ToOffset(JapanDay.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
