using System.Text.Json;
using Npgsql;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>Each alert is a chain: raised, then steps up and down, then cleared, and only then raised again; the table of episodes says the same.</summary>
internal sealed class EpisodesAudit : IReadModelAudit
{
    private const string Where = "alert episodes";

    private readonly Dictionary<string, string> _open = [];
    private readonly HashSet<string> _raised = [];

    /// <summary>Episodes raised so far.</summary>
    public int RaisedCount => _raised.Count;

    public void Fold(string type, string stream, JsonElement data, Findings findings)
    {
        if (!type.StartsWith("episode_", StringComparison.Ordinal))
        {
            return;
        }

        var episode = data.GetProperty("step").GetProperty("episode").GetString()!;
        var isOpen = _open.TryGetValue(stream, out var open);
        if (type == "episode_raised")
        {
            if (isOpen || !_raised.Add(episode))
            {
                findings.AddTwice(Where, $"{episode} was raised while {open ?? "itself"} stood");
            }

            _open[stream] = episode;
        }
        else if (type is "episode_escalated" or "episode_eased" or "episode_cleared")
        {
            if (open != episode)
            {
                findings.AddAltered(Where, $"{type} of {episode} while {open ?? "nothing"} stood");
            }

            if (type == "episode_cleared")
            {
                _open.Remove(stream);
            }
        }
    }

    public async Task CompareAsync(NpgsqlConnection connection, Findings findings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select (select count(*) from miyagi.alert_episodes where state in ('active', 'cleared')), coalesce(array_agg(id), '{}') from miyagi.alert_episodes where state = 'active'", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var (all, open) = (rows.GetInt64(0), rows.GetFieldValue<string[]>(1));
        if (all != _raised.Count)
        {
            findings.AddAltered(Where, $"{all} rows, {_raised.Count} were raised");
        }

        foreach (var episode in _open.Values.Except(open))
        {
            findings.AddMissing(Where, $"{episode} stands, the table does not say so");
        }

        foreach (var episode in open.Except(_open.Values))
        {
            findings.AddAltered(Where, $"{episode} stands in the table, its events say that it was cleared");
        }
    }
}
