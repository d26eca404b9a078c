using Npgsql;

namespace MiyagiSensing.EventStore.Seals;

/// <summary>
/// The hash chain over the stored events: made behind the writers, recomputed to find what was altered, removed or slipped in. It shows damage and careless hands; against a person
/// who computes the whole chain anew, a seal's hash kept elsewhere helps (every backup keeps one).
/// </summary>
public sealed class SealChain(NpgsqlDataSource dataSource)
{
    /// <summary>Most events of a seal. Chosen: a seal is read and compared in one query of a few megabytes.</summary>
    public const int MaxEvents = 500;

    /// <summary>Advisory lock of the one who seals; another number than the writers' so that they never meet.</summary>
    private const long AdvisoryLock = 727072;


    /// <summary>Seals the next events that have no seal. Safe to call from two processes at once.</summary>
    /// <returns>How many events were sealed, 0 to <see cref="MaxEvents"/>; less than that means that the end was reached.</returns>
    /// <remarks>Position order is commit order, so what is read here will never have another row in between.</remarks>
    public async Task<int> SealNextAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var hold = new NpgsqlCommand($"select pg_advisory_xact_lock({AdvisoryLock})", connection))
        {
            await hold.ExecuteNonQueryAsync(cancellationToken);
        }

        Seal? last = null;
        await using (var newest = new NpgsqlCommand($"{Seal.Select} order by seal desc limit 1", connection))
        {
            await foreach (var seal in Seal.ReadAsync(newest, cancellationToken))
            {
                last = seal;
            }
        }

        var rows = await SealedRow.ReadAsync(connection, Seal.NewestVersion, (last?.To ?? 0) + 1, long.MaxValue, MaxEvents, cancellationToken);
        if (rows.Count > 0)
        {
            await InsertAsync(connection, Seal.After(last, rows), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return rows.Count;
    }

    /// <summary>Recomputes all seals that cover positions <paramref name="from"/> to <paramref name="to"/>, both included, and compares the rows with them.</summary>
    /// <param name="from">First position of interest, at least 1; with 1, events below it are looked for, too.</param>
    /// <param name="to">Last position of interest, not before <paramref name="from"/>.</param>
    /// <param name="found">Called for each place that is wrong, in order of position.</param>
    /// <param name="progress">Called after each seal with the position reached.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    public async Task<SealReport> VerifyAsync(long from, long to, Action<SealFinding> found, Action<long> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        await using var seals = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var rows = await dataSource.OpenConnectionAsync(cancellationToken);
        // The seal before the range is read too: the first one's link is checked against it.
        await using var command = new NpgsqlCommand(
            $"{Seal.Select} where seal >= (select coalesce(max(seal), 0) from miyagi.event_seals where to_seq < $1) and from_seq <= $2 order by seal", seals);
        command.Parameters.Add(new NpgsqlParameter { Value = from });
        command.Parameters.Add(new NpgsqlParameter { Value = to });

        long count = 0, events = 0, findings = 0;
        Seal? last = null;
        // No event has a position below 1, and no seal covers one.
        foreach (var row in from > 1 ? [] : await SealedRow.ReadAsync(rows, Seal.NewestVersion, long.MinValue, 0, int.MaxValue, cancellationToken))
        {
            findings++;
            found(new SealFinding(SealFindingKind.RowInserted, 0, row.Position, row.Stream, row.Type, row.Id));
        }

        var hasArchive = await HasArchiveAsync(rows, cancellationToken);
        await foreach (var seal in Seal.ReadAsync(command, cancellationToken))
        {
            if (seal.To >= from)
            {
                var stored = await SealedRow.ReadAsync(rows, seal.Version, seal.From, seal.To, int.MaxValue, cancellationToken);
                var archived = hasArchive ? await ArchivedBetweenAsync(rows, seal, cancellationToken) : [];
                foreach (var finding in LinkOf(last, seal).Concat(Compare(seal, stored, archived)))
                {
                    findings++;
                    found(finding);
                }

                count++;
                events += stored.Count + archived.Count;
                progress(seal.To);
            }

            last = seal;
        }

        return new SealReport
        {
            Seals = count,
            Events = events,
            Findings = findings,
            CheckedUpTo = count > 0 ? last!.To : 0,
            Unsealed = await CountUnsealedAsync(rows, cancellationToken),
            LastSeal = last?.Number ?? 0,
            LastHash = last?.Hash ?? Seal.Genesis,
        };
    }

    /// <summary>The hash of one seal, to be compared with a note kept elsewhere; null when there is no such seal.</summary>
    /// <param name="seal">From 1.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<byte[]?> ReadHashAsync(long seal, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select hash from miyagi.event_seals where seal = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = seal });
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static IEnumerable<SealFinding> LinkOf(Seal? before, Seal seal)
    {
        var follows = before is null
            ? seal.Number == 1 && seal.From == 1 && seal.Previous.AsSpan().SequenceEqual(Seal.Genesis)
            : seal.Version >= before.Version && seal.Number == before.Number + 1 && seal.From == before.To + 1 && seal.Previous.AsSpan().SequenceEqual(before.Hash);
        if (!follows)
        {
            yield return new SealFinding(SealFindingKind.ChainBroken, seal.Number, seal.From);
        }

        if (!seal.HoldsItsHash)
        {
            yield return new SealFinding(SealFindingKind.SealAltered, seal.Number, seal.From);
        }
    }

    private static IEnumerable<SealFinding> Compare(Seal seal, IReadOnlyList<SealedRow> rows, IReadOnlyList<long> archived)
    {
        var digests = seal.Digests();
        foreach (var position in archived)
        {
            // A seal whose entries were taken out does not tell of them; what is in the file has its own hashes (ArchiveVerification).
            if (!digests.Remove(position) && seal.File is null)
            {
                yield return new SealFinding(SealFindingKind.RowInserted, seal.Number, position);
            }
        }

        foreach (var row in rows)
        {
            if (!digests.Remove(row.Position, out var digest))
            {
                yield return new SealFinding(SealFindingKind.RowInserted, seal.Number, row.Position, row.Stream, row.Type, row.Id);
            }
            else if (!digest.Span.SequenceEqual(row.Digest))
            {
                yield return new SealFinding(SealFindingKind.RowAltered, seal.Number, row.Position, row.Stream, row.Type, row.Id);
            }
        }

        foreach (var position in digests.Keys.Order())
        {
            yield return new SealFinding(SealFindingKind.RowMissing, seal.Number, position);
        }
    }

    /// <summary>False in a store of an older build, as a restored backup is.</summary>
    private static async Task<bool> HasArchiveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select to_regclass('miyagi.journal_archive_blocks') is not null", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The positions of a seal that lie in archive files.</summary>
    private static async Task<List<long>> ArchivedBetweenAsync(NpgsqlConnection connection, Seal seal, CancellationToken cancellationToken)
    {
        List<long> positions = [];
        await using var command = new NpgsqlCommand(
            "select greatest(from_seq, $1), least(seq_id, $2) from miyagi.journal_archive_blocks where seq_id >= $1 and from_seq <= $2 order by seq_id", connection)
        {
            Parameters = { new NpgsqlParameter { Value = seal.From }, new NpgsqlParameter { Value = seal.To } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            for (var position = reader.GetInt64(0); position <= reader.GetInt64(1); position++)
            {
                positions.Add(position);
            }
        }

        return positions;
    }

    private static async Task InsertAsync(NpgsqlConnection connection, Seal seal, CancellationToken cancellationToken)
    {
        await using var insert = new NpgsqlCommand(
            "insert into miyagi.event_seals (seal, from_seq, to_seq, previous, hash, entries, version) values ($1, $2, $3, $4, $5, $6, $7)", connection);
        foreach (var value in (object[])[seal.Number, seal.From, seal.To, seal.Previous, seal.Hash, seal.Entries, seal.Version])
        {
            insert.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> CountUnsealedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select count(*) from miyagi.mt_events where seq_id > (select coalesce(max(to_seq), 0) from miyagi.event_seals)", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
