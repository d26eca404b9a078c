using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiyagiSensing.Projections.Engine.Control;
using MiyagiSensing.Projections.Engine.Shadows;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>projection …</c>: what operators see of the read models and do with them, beside the running platform.</summary>
internal static class ProjectionCommands
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Build() => new("projection", "Read models: state, stops, replays, counts.")
    {
        List(),
        Retry(),
        Skip(),
        Shadow("verify", "Replays the journal beside the live rows and compares.", (shadow, name, cancellationToken) => shadow.VerifyAsync(name, Report, cancellationToken), differs: 1),
        Shadow("rebuild", "Replays the journal beside the live rows, compares, and puts the replayed rows in place.", (shadow, name, cancellationToken) => shadow.RebuildAsync(name, Report, cancellationToken), differs: 0),
        Audit(),
    };

    private static Argument<string> Name() => new("name") { Description = "The projection, for example devices." };

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("list", "Position, lag and what is wrong.") { json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var control = session.Get<IProjectionControl>();
            var rows = await control.ListAsync(cancellationToken);
            var audits = await control.AuditsAsync(cancellationToken);
            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(rows.Select(row => WithAudits(row, audits)), Indented));
                return;
            }

            Console.WriteLine($"{"NAME",-18} {"POSITION",12} {"BEHIND",10} {"SECONDS",9}  {"STATE",-12} NODE");
            foreach (var row in rows)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Name,-18} {row.Position,12} {row.LagEvents,10} {row.LagSeconds,9:F1}  {row.State,-12} {row.Node}"));
                if (row.Problem is not null)
                {
                    Console.WriteLine($"    {row.Problem}");
                }

                foreach (var audit in audits.Where(audit => audit.Projection == row.Name && audit.Verdict == "differs"))
                {
                    Console.WriteLine($"    {audit}");
                }
            }
        });
        return command;
    }

    private static JsonObject WithAudits(ProjectionRow row, IEnumerable<AuditRow> audits)
    {
        var json = JsonSerializer.SerializeToNode(row, Indented)!.AsObject();
        json["audits"] = JsonSerializer.SerializeToNode(audits.Where(audit => audit.Projection == row.Name), Indented);
        return json;
    }

    private static Command Retry()
    {
        var name = Name();
        var command = new Command("retry", "Lets a projection that stopped at an event try it again.") { name };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var stop = await session.Get<IProjectionControl>().RetryAsync(parse.GetRequiredValue(name), cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"event {stop.Position} ({stop.Type}) is tried again"));
        });
        return command;
    }

    private static Command Skip()
    {
        var name = Name();
        var command = new Command("skip", "Lets a projection that stopped at an event pass over it, for ever.") { name };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var stop = await session.Get<IProjectionControl>().SkipAsync(parse.GetRequiredValue(name), $"operator:{Environment.UserName}", cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"event {stop.Position} ({stop.Type}) is passed over, also by a rebuild; recorded on projection:{parse.GetRequiredValue(name)}"));
        });
        return command;
    }

    private static Command Shadow(string verb, string text, Func<IProjectionShadow, string, CancellationToken, Task<ShadowReport>> run, int differs)
    {
        var name = Name();
        var command = new Command(verb, text) { name };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            await session.FollowAsync(cancellationToken);
            var report = await run(session.Get<IProjectionShadow>(), parse.GetRequiredValue(name), cancellationToken);
            Console.WriteLine(Describe(verb, report));
            return report.DifferingCount > 0 ? differs : 0;
        });
        return command;
    }

    private static Command Audit()
    {
        var command = new Command("audit", "Counts the journal against every projection now.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var control = session.Get<IProjectionControl>();
            if (!await control.AuditAsync(cancellationToken))
            {
                Console.Error.WriteLine("The platform's auditor is at it; what follows is what it found last.");
            }

            var rows = await control.AuditsAsync(cancellationToken);
            foreach (var row in rows)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Verdict,-9} {row}"));
            }

            foreach (var other in (await control.ListAsync(cancellationToken)).Where(projection => rows.All(row => row.Projection != projection.Name)))
            {
                Console.WriteLine($"-         {other.Name}: not audited so far; a server of time series that does not answer InfluxQL can't be");
            }

            return rows.Any(row => row.Verdict == "differs") ? 1 : 0;
        });
        return command;
    }

    private static void Report(ShadowProgress progress) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"position {progress.Position} of {progress.Target}, {progress.EventsPerSecond:F0} events/s, {progress.Remaining:hh\\:mm\\:ss} left"));

    private static string Describe(string verb, ShadowReport report)
    {
        var lines = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Projection} at position {report.Position}: {report.EventCount} events, {report.ReadingCount} readings replayed in {report.Elapsed.TotalSeconds:F1} s"),
        };
        foreach (var table in report.Tables)
        {
            lines.Add(table.DifferingCount == 0
                ? $"  {table.Table}: {table.Rows} {table.Unit}, equal (hash {table.ReplayedHash})"
                : $"  {table.Table}: {table.Rows} {table.Unit}, {table.DifferingCount} differ (hash {table.LiveHash} live, {table.ReplayedHash} in the replay)");
            if (table.FirstDifference is { } first)
            {
                lines.Add($"    first: {first}");
            }
        }

        lines.Add(verb == "rebuild"
            ? string.Create(CultureInfo.InvariantCulture, $"rebuilt; {Changed(report)}, commits were held for {report.Held.TotalMilliseconds:F0} ms")
                        : report.DifferingCount == 0 ? "equal" : $"{Counted(report)} differ");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Changed(ShadowReport report) => report.DifferingCount == 0 ? "nothing was different" : $"{Counted(report)} changed";

    private static string Counted(ShadowReport report) => string.Join(
        " and ", report.Tables.Where(table => table.DifferingCount > 0).GroupBy(table => table.Unit).Select(unit => $"{unit.Sum(table => table.DifferingCount)} {unit.Key}"));
}
