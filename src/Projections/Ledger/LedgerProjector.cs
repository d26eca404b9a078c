using System.Runtime.InteropServices;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ledger;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;

namespace MiyagiSensing.Projections.Ledger;

/// <summary>Adds up, by device and day, what each commit received and what became of it.</summary>
internal sealed class LedgerProjector : IProjector
{
    private readonly Dictionary<(string Device, DateOnly Day, LedgerEntry Entry, string Reason), long> _unsaved = [];
    private int _lettersDue;

    public string Name => "ledger/1";

    public string Schema =>
        """
        create table if not exists ledger (
            device varchar not null,
            day date not null,
            entry smallint not null,
            reason varchar not null,
            count bigint not null,
            primary key (device, day, entry, reason)
        ) with (fillfactor = 50);

        """;

    public IReadOnlyList<RowAudit> Audits { get; } = [new LedgerAudit()];

    /// <summary>A day's account may be a second old.</summary>
    public bool IsUrgent => false;

    /// <summary>A block's dead letters follow it in the same commit; they may come in the next batch, and the rows add up at every moment.</summary>
    public bool HoldsBack => _lettersDue > 0;

    public Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _unsaved.Clear();
        _lettersDue = 0;
        return Task.CompletedTask;
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var item in events)
        {
            if (item.Data is ReadingsRecorded block)
            {
                _lettersDue = block.Tallies.Sum(tally => tally.DeadLettered);
                foreach (var count in LedgerCounting.Of(block, item.RecordedAt))
                {
                    Add(count);
                }
            }
            else if (item.Data is MessageDeadLettered letter)
            {
                _lettersDue--;
                Add(LedgerCounting.Of(letter));
            }
        }

        return Task.CompletedTask;
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (_unsaved.Count == 0)
        {
            return;
        }

        // Sorted by key, so that no two transactions wait for each other's rows crosswise.
        var rows = _unsaved.OrderBy(row => row.Key.Device, StringComparer.Ordinal).ThenBy(row => row.Key.Day).ThenBy(row => row.Key.Entry)
            .ThenBy(row => row.Key.Reason, StringComparer.Ordinal).ToList();
        await using var command = new NpgsqlCommand(
            """
            insert into ledger as l (device, day, entry, reason, count) select * from unnest($1, $2, $3, $4, $5)
                on conflict (device, day, entry, reason) do update set count = l.count + excluded.count
            """,
            connection,
            transaction)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Key.Device) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Key.Day) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => (short)row.Key.Entry) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Key.Reason) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Value) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public void Committed(long position) => _unsaved.Clear();

    private void Add(LedgerCount count)
    {
        if (count.Count > 0)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_unsaved, (count.Device, count.Day, count.Entry, count.Reason), out _) += count.Count;
        }
    }
}
