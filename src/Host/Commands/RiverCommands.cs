using System.CommandLine;
using System.Text.Json;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.Rivers;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>river list | show | pairs | hours</c>: levels, rises, limits, and what comes from upstream.</summary>
internal static class RiverCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build() => new("river", "River gauges: levels, rises, limits, neighbours.") { List(), Show(), Pairs(), Hours() };

    private static Command List()
    {
        var state = new Option<string?>("--state") { Description = "Only gauges in this state." };
        state.AcceptOnlyFromAmong([.. GaugeStates.All]);
        var (at, json) = (AtOption(), JsonOption());
        var command = new Command("list", "One gauge a line, the gravest first.") { state, at, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var all = await session.Get<IRiverQueries>().ListAsync(CommandInstant.One("--at", parse.GetValue(at)), cancellationToken);
            var shown = all.Where(gauge => parse.GetValue(state) is not { } wanted || gauge.Condition.State == wanted).OrderBy(RiverText.Urgency).ThenBy(gauge => gauge.Station.Id, StringComparer.Ordinal).ToList();
            Write(parse.GetValue(json), shown, () => [.. shown.Select(RiverText.Line), RiverText.Summary(all)]);
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "Station id; see river list." };
        var from = new Option<string?>("--from") { Description = $"Shows the course of the level from here on: {CommandInstant.Rule}." };
        var to = new Option<string?>("--to") { Description = "Until before this instant, or with this day in Japan." };
        var (at, json) = (AtOption(), JsonOption());
        var command = new Command("show", "A gauge with its limits, neighbours and, with --from, the course of its level and when it exceeded which limit.") { id, at, from, to, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var rivers = session.Get<IRiverQueries>();
            var station = parse.GetRequiredValue(id);
            var unknown = new SettingsException($"There is no river gauge '{station}'; see river list.");
            if (parse.GetValue(from) is null && parse.GetValue(to) is null)
            {
                var dossier = await rivers.FindAsync(station, CommandInstant.One("--at", parse.GetValue(at)), cancellationToken) ?? throw unknown;
                Write(parse.GetValue(json), dossier, () => RiverText.Of(dossier));
                return;
            }

            var range = CommandInstant.Range(parse.GetValue(from), parse.GetValue(to));
            var courses = await rivers.HydrographAsync(station, range.From, range.To, cancellationToken) ?? throw unknown;
            Write(parse.GetValue(json), courses, () => [.. courses.SelectMany(RiverText.Of)]);
        });
        return command;
    }

    private static Command Pairs()
    {
        var json = JsonOption();
        var command = new Command("pairs", "Neighbouring gauges, upstream then downstream; for those that rise, when the next one typically follows.") { json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var pairs = await session.Get<IRiverQueries>().PairsAsync(cancellationToken);
            Write(parse.GetValue(json), pairs, () => pairs.Select(RiverText.Line));
        });
        return command;
    }

    private static Command Hours()
    {
        var from = new Option<string>("--from") { Description = $"Where it begins: {CommandInstant.Rule}.", Required = true };
        var to = new Option<string>("--to") { Description = "Before this instant, or with this day in Japan.", Required = true };
        var json = JsonOption();
        var command = new Command("hours", "For each hour, how many gauges sent a level, and how many stood at or above each limit.") { from, to, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var range = CommandInstant.Range(parse.GetRequiredValue(from), parse.GetRequiredValue(to));
            await using var session = StoreSession.Open();
            var hours = await session.Get<IRiverQueries>().HoursAsync(range.From, range.To, cancellationToken);
            Write(parse.GetValue(json), hours, () => hours.Select(RiverText.Line));
        });
        return command;
    }

    private static Option<string?> AtOption() => new("--at") { Description = $"As it stood then: {CommandInstant.Rule}; now without it." };

    private static Option<bool> JsonOption() => new("--json") { Description = "For programs." };

    private static void Write<T>(bool asJson, T value, Func<IEnumerable<string>> lines)
    {
        foreach (var line in asJson ? [JsonSerializer.Serialize(value, Json)] : lines())
        {
            Console.WriteLine(line);
        }
    }
}
