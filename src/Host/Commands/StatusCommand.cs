using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiyagiSensing.Projections.Engine.Control;
using Npgsql;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>status</c>: what the store and, where it runs, the platform say of themselves.</summary>
internal static class StatusCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("status", "Positions, lags and the last error.") { json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var status = await ReadAsync(session, cancellationToken);
            Console.WriteLine(parse.GetValue(json) ? status.ToJsonString(Indented) : Describe(status));
        });
        return command;
    }

    private static async Task<JsonObject> ReadAsync(StoreSession session, CancellationToken cancellationToken)
    {
        var status = new JsonObject { ["version"] = typeof(StatusCommand).Assembly.GetName().Version!.ToString(3) };
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{session.Settings.HttpPort}/health/ready"), cancellationToken);
            status["platform"] = await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            status["platform"] = new JsonObject { ["status"] = "not running", ["detail"] = exception.Message };
        }

        try
        {
            await using var command = session.Get<NpgsqlDataSource>().CreateCommand(
                """
                select p.name, p.last_seq_id, h.head, extract(epoch from now() - p.last_updated)
                from (select coalesce(max(seq_id), 0) as head from miyagi.mt_events) h
                    left join miyagi.mt_event_progression p on true order by p.name
                """);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var projections = new JsonArray();
            var head = 0L;
            while (await reader.ReadAsync(cancellationToken))
            {
                head = reader.GetInt64(2);
                if (!reader.IsDBNull(0))
                {
                    projections.Add(new JsonObject
                    {
                        ["name"] = reader.GetString(0),
                        ["position"] = reader.GetInt64(1),
                        ["lag"] = head - reader.GetInt64(1),
                        ["secondsSinceCheckpoint"] = Math.Round(reader.GetDecimal(3), 1),
                    });
                }
            }

            status["eventStore"] = new JsonObject { ["ok"] = true, ["position"] = head };
            status["projections"] = projections;
            await reader.DisposeAsync();
            status["archive"] = await ReadArchiveAsync(session, cancellationToken);
            status["audit"] = new JsonArray([.. (await session.Get<IProjectionControl>().AuditsAsync(cancellationToken)).Select(row => new JsonObject
            {
                ["projection"] = row.Projection,
                ["name"] = row.Name,
                ["verdict"] = row.Verdict,
                ["journal"] = row.Journal,
                ["rows"] = row.Rows,
                ["differing"] = row.Differing,
                ["first"] = row.First,
                ["auditedAt"] = row.AuditedAt,
                ["text"] = row.ToString(),
            })]);
        }
        catch (NpgsqlException exception)
        {
            status["eventStore"] = new JsonObject { ["ok"] = false, ["detail"] = exception.Message };
        }

        return status;
    }

    private static async Task<JsonObject> ReadArchiveAsync(StoreSession session, CancellationToken cancellationToken)
    {
        await using var command = session.Get<NpgsqlDataSource>().CreateCommand(
            "select count(distinct file), coalesce(sum(seq_id - from_seq + 1), 0)::bigint, coalesce(sum(readings), 0), coalesce(sum(file_length), 0) from miyagi.journal_archive_blocks");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new JsonObject { ["files"] = reader.GetInt64(0), ["events"] = reader.GetInt64(1), ["readings"] = reader.GetInt64(2), ["bytes"] = reader.GetInt64(3) };
    }

    private static string Describe(JsonObject status)
    {
        var lines = new List<string>
        {
            $"version      {status["version"]}",
            $"platform     {status["platform"]?["status"]} {status["platform"]?["detail"]}".TrimEnd(),
            $"event store  {(status["eventStore"]?["ok"]?.GetValue<bool>() == true ? $"position {status["eventStore"]!["position"]}" : status["eventStore"]?["detail"])}",
        };
        if (status["archive"] is { } archive && archive["files"]!.GetValue<long>() > 0)
        {
            lines.Add($"archive      {archive["readings"]} readings in {archive["files"]} files ({archive["bytes"]} bytes)");
        }

        foreach (var check in status["platform"]?["checks"]?.AsObject() ?? [])
        {
            if (check.Value?["ok"]?.GetValue<bool>() == false)
            {
                lines.Add($"attention    {check.Key}: {check.Value["detail"]}");
            }
        }

        foreach (var projection in status["projections"]?.AsArray() ?? [])
        {
            lines.Add($"  {projection!["name"],-14} position {projection["position"]}, {projection["lag"]} behind");
        }

        foreach (var audit in status["audit"]?.AsArray() ?? [])
        {
            lines.Add($"{(audit!["verdict"]?.GetValue<string>() == "differs" ? "attention  " : "  audit    ")}    {audit["text"]}");
        }

        return string.Join(Environment.NewLine, lines);
    }
}
