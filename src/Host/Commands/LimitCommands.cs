using System.CommandLine;
using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>station limit set | list</c>: the limits that stations carry themselves, and how they changed.</summary>
internal static class LimitCommands
{
    public static Command Build() => new("limit", "A station's own limits: what holds, what held, and from when on another one holds.") { Set(), List() };

    private static Command Set()
    {
        var station = Station();
        var metric = new Argument<string>("metric") { Description = "Metric name, for example stage." };
        var limit = new Argument<string>("limit") { Description = "Name of the limit, for example danger; station limit list shows them." };
        var value = new Argument<string>("value") { Description = "In the metric's unit; none when the station has no such limit any more." };
        var from = new Option<string?>("--from") { Description = $"From when on it holds: {CommandInstant.Rule}; now without it." };
        var source = new Option<string>("--source") { Description = "Where the value comes from.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why it changed, in words.", Required = true };
        var by = CommandActor.Option();
        var command = new Command("set", "Sets a limit; past figures keep the limits of their time.") { station, metric, limit, value, from, source, reason, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var text = parse.GetRequiredValue(value);
            var number = text == "none"
                ? (double?)null
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed)
                    ? parsed
                    : throw new SettingsException($"The value is '{text}'; write a number such as 4.10, or none.");
            await using var session = StoreSession.Open();
            var fact = await new ThresholdDesk(session.Store, TimeProvider.System).SetAsync(
                parse.GetRequiredValue(station), parse.GetRequiredValue(metric), parse.GetRequiredValue(limit), number, CommandInstant.One("--from", parse.GetValue(from)),
                Words("--source", parse.GetRequiredValue(source)), CommandActor.Words(parse.GetRequiredValue(reason)), await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken);
            Console.WriteLine($"{fact.Metric} {fact.Limit} of {fact.Station} is {Show(fact.Value)} from {Show(fact.From)} on. Alerts judge by it what arrives from now on and was measured then.");
        });
        return command;
    }

    private static Command List()
    {
        var station = Station();
        var command = new Command("list", "The limits that hold now, then how they changed.") { station };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var desk = new ThresholdDesk(session.Store, TimeProvider.System);
            var (definition, present, story) = await desk.ReadAsync(parse.GetRequiredValue(station), cancellationToken);
            Console.WriteLine($"{definition.Id}: {definition.Name.Ja} / {definition.Name.En}");
            foreach (var (metric, limits) in present.Thresholds)
            {
                foreach (var (name, value) in limits.OrderBy(limit => limit.Value))
                {
                    Console.WriteLine($"  {metric} {name} {Show(value)}");
                }
            }

            foreach (var earlier in definition.EarlierThresholds.OrderBy(earlier => earlier.Until))
            {
                Console.WriteLine($"  until {Show(earlier.Until)}: {earlier.Metric} {earlier.Limit} {Show(earlier.Value)} (catalog: {earlier.Source})");
            }

            foreach (var (fact, actor, recordedAt) in story)
            {
                Console.WriteLine($"  from {Show(fact.From)}: {fact.Metric} {fact.Limit} {Show(fact.Value)} ({fact.Source}; {fact.Reason}; {actor}, {Show(recordedAt)})");
            }
        });
        return command;
    }

    private static Argument<string> Station() => new("station") { Description = "Station id; see station list." };

    private static string Words(string option, string text) => string.IsNullOrWhiteSpace(text) ? throw new SettingsException($"{option} has no words; say where the value comes from.") : text.Trim();

    private static string Show(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static string Show(DateTimeOffset instant) => instant.ToOffset(JapanDay.Offset).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
