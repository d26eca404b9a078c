using MiyagiSensing.Chaos.Load;
using Npgsql;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>
/// What the ledger says of each device, against the devices' own logs: received at least once for each acknowledged message and at most once for each time it was sent, stored once for each distinct reading, set aside and
/// dead letters between the two; on each day the sums add up, and stored is what the journal stored on it.
/// </summary>
internal sealed class LedgerAudit : IReadModelAudit
{
    private const string Where = "ledger";
    private const long JapanAhead = 9 * 3_600_000;
    private const long DayLength = 86_400_000;

    private readonly Dictionary<string, Log> _logs = [];
    private readonly HashSet<(string Device, string Sensor, long Key)> _readings = [];
    private readonly Dictionary<(string Device, long Day), long> _stored = [];

    public void Acknowledged(string device, Message message)
    {
        if (!_logs.TryGetValue(device, out var log))
        {
            _logs.Add(device, log = new Log());
        }

        foreach (var reading in message.Facts.GroupBy(fact => (fact.Identity.Sensor, fact.Identity.Key)))
        {
            // A reading of which some values are new is stored; see docs/ledger-and-corrections.md.
            var isStored = reading.Any(fact => fact.SetAside is null);
            log.Stored += isStored ? 1 : 0;
            (log.LeastSetAside, log.MostSetAside) = isStored ? (log.LeastSetAside, log.MostSetAside) : (log.LeastSetAside + 1, log.MostSetAside + message.Attempts);
            (log.LeastReceived, log.MostReceived) = (log.LeastReceived + 1, log.MostReceived + message.Attempts);
        }

        (log.LeastReceived, log.MostReceived) = (log.LeastReceived + message.Repeats, log.MostReceived + (message.Repeats * message.Attempts));
        if (message.DeadLetter is not null)
        {
            (log.LeastDead, log.MostDead) = (log.LeastDead + 1, log.MostDead + message.Attempts);
            (log.LeastReceived, log.MostReceived) = (log.LeastReceived + 1, log.MostReceived + message.Attempts);
        }
    }

    public void Fold(in StoredValue value)
    {
        if (_readings.Add((value.Identity.Device, value.Identity.Sensor, value.Identity.Key)))
        {
            var key = (value.Identity.Device, (value.ReceivedAt + JapanAhead) / DayLength);
            _stored[key] = _stored.GetValueOrDefault(key) + 1;
        }
    }

    public async Task CompareAsync(NpgsqlConnection connection, Findings findings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select device, (day - date '1970-01-01')::bigint, sum(count) filter (where entry = 0), sum(count) filter (where entry = 1), sum(count) filter (where entry = 2),
                sum(count) filter (where entry = 3), sum(count) filter (where entry = 4) from miyagi.ledger where device like 'chaos-%' group by 1, 2
            """,
            connection);
        Dictionary<string, long[]> sums = [];
        var stored = new Dictionary<(string, long), long>(_stored);
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                var (device, day) = (rows.GetString(0), rows.GetInt64(1));
                long[] counts = [.. Enumerable.Range(2, 5).Select(column => rows.IsDBNull(column) ? 0 : (long)rows.GetDecimal(column))];
                var name = $"{device} on {DateTimeOffset.UnixEpoch.AddDays(day):yyyy-MM-dd}";
                if (counts[0] != counts[1..].Sum())
                {
                    findings.AddAltered(Where, $"{name} does not add up: received {counts[0]}, stored {counts[1]}, duplicate {counts[2]}, set aside {counts[3]}, dead letters {counts[4]}");
                }

                stored.Remove((device, day), out var journal);
                if (counts[1] != journal)
                {
                    findings.AddAltered(Where, $"{name} has {counts[1]} readings stored, the journal has {journal} of that day");
                }

                var sum = sums.TryGetValue(device, out var earlier) ? earlier : sums[device] = new long[5];
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += counts[i];
                }
            }
        }

        foreach (var ((device, day), count) in stored)
        {
            findings.AddMissing(Where, $"{device} on {DateTimeOffset.UnixEpoch.AddDays(day):yyyy-MM-dd}, of which the journal stored {count} readings");
        }

        foreach (var (device, log) in _logs)
        {
            Compare(device, log, sums.GetValueOrDefault(device) ?? new long[5], findings);
        }
    }

    private static void Compare(string device, Log log, long[] sum, Findings findings)
    {
        if (sum[1] != log.Stored)
        {
            findings.AddAltered(Where, $"{device} has {sum[1]} readings stored, its own log has {log.Stored}");
        }

        Between("received", sum[0], log.LeastReceived, log.MostReceived);
        Between("set aside", sum[3], log.LeastSetAside, log.MostSetAside);
        Between("dead letters", sum[4], log.LeastDead, log.MostDead);

        void Between(string what, long count, long least, long most)
        {
            if (count < least)
            {
                findings.AddMissing(Where, $"{device}: {count} {what}, acknowledged were {least}");
            }
            else if (count > most)
            {
                findings.AddTwice(Where, $"{device}: {count} {what}, sent were {most} at the most");
            }
        }
    }

    /// <summary>What a device has sent and got acknowledged, in readings.</summary>
    private sealed class Log
    {
        public long LeastReceived { get; set; }

        public long MostReceived { get; set; }

        public long Stored { get; set; }

        public long LeastSetAside { get; set; }

        public long MostSetAside { get; set; }

        public long LeastDead { get; set; }

        public long MostDead { get; set; }
    }
}
