using MiyagiSensing.EventStore.Seals;
using Xunit;

namespace MiyagiSensing.Integration.EventStore;

/// <summary>What was done to the tables behind the platform's back is found and named. One store a test, since each leaves damage behind.</summary>
public sealed class SealTests : IAsyncLifetime
{
    private readonly StoreFixture _fixture = new();
    private SealChain _chain = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _chain = new SealChain(_fixture.DataSource);
        for (var i = 0; i < 3; i++)
        {
            await _fixture.Store.AppendAsync([.. Enumerable.Range(0, 4).Select(_ => StoreFixture.Minute("device:sealed"))], null, Cancellation);
            await _chain.SealNextAsync(Cancellation);
        }
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_store_that_nobody_touched_is_as_sealed()
    {
        var (report, findings) = await VerifyAsync();

        Assert.Empty(findings);
        Assert.Equal((12, 12, 0), (report.Events, report.CheckedUpTo, report.Unsealed));
        Assert.Equal(await _chain.ReadHashAsync(report.LastSeal, Cancellation), report.LastHash);
    }

    [Theory]
    [InlineData("update miyagi.mt_events set data = jsonb_set(data, '{at}', '\"1970-01-01T00:00:01+00:00\"') where seq_id = 6", SealFindingKind.RowAltered, 6)]
    [InlineData("update miyagi.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 7", SealFindingKind.RowAltered, 7)]
    [InlineData("update miyagi.mt_events set user_name = 'somebody' where seq_id = 12", SealFindingKind.RowAltered, 12)]
    [InlineData("update miyagi.mt_events set is_archived = true where seq_id = 9", SealFindingKind.RowAltered, 9)]
    [InlineData("delete from miyagi.mt_events where seq_id = 5", SealFindingKind.RowMissing, 5)]
    [InlineData("delete from miyagi.mt_events where seq_id = 8", SealFindingKind.RowMissing, 8)]
    [InlineData(
        "insert into miyagi.mt_events (seq_id, id, stream_id, version, data, type, timestamp) select -1, gen_random_uuid(), stream_id, 99, data, type, timestamp from miyagi.mt_events where seq_id = 6; "
        + "delete from miyagi.mt_events where seq_id = 6; update miyagi.mt_events set seq_id = 6 where seq_id = -1",
        SealFindingKind.RowAltered, 6)]
    public async Task Every_change_of_a_row_is_located(string damage, SealFindingKind kind, long position)
    {
        await ExecuteAsync(damage);

        var (_, findings) = await VerifyAsync();

        var finding = Assert.Single(findings);
        Assert.Equal((kind, position), (finding.Kind, finding.Position));
        Assert.Equal(kind == SealFindingKind.RowMissing ? null : "device:sealed", finding.Stream);
    }

    [Fact]
    public async Task A_row_slipped_into_a_gap_is_named()
    {
        await ExecuteAsync("select setval('miyagi.mt_events_sequence', 20)");
        await _fixture.Store.AppendAsync([StoreFixture.Minute("device:sealed")], null, Cancellation);
        await _chain.SealNextAsync(Cancellation);
        await ExecuteAsync(
            "insert into miyagi.mt_events (seq_id, id, stream_id, version, data, type, timestamp) select 15, gen_random_uuid(), stream_id, 99, data, type, timestamp from miyagi.mt_events where seq_id = 6");

        var (_, findings) = await VerifyAsync();

        var finding = Assert.Single(findings);
        Assert.Equal((SealFindingKind.RowInserted, 15L), (finding.Kind, finding.Position));
    }

    [Fact]
    public async Task A_seal_made_to_fit_an_altered_row_breaks_the_chain()
    {
        await ExecuteAsync("update miyagi.event_seals set entries = set_byte(entries, 5, 255 - get_byte(entries, 5)) where seal = 1");

        var (_, findings) = await VerifyAsync();

        Assert.Equal([SealFindingKind.SealAltered, SealFindingKind.RowAltered], findings.Select(finding => finding.Kind));
    }

    [Fact]
    public async Task A_row_below_the_first_position_is_named()
    {
        await ExecuteAsync(
            "insert into miyagi.mt_events (seq_id, id, stream_id, version, data, type, timestamp) select -3, gen_random_uuid(), stream_id, 99, data, type, timestamp from miyagi.mt_events where seq_id = 6");

        var (_, findings) = await VerifyAsync();

        var finding = Assert.Single(findings);
        Assert.Equal((SealFindingKind.RowInserted, -3L, 0L), (finding.Kind, finding.Position, finding.Seal));
    }

    [Fact]
    public async Task Seals_of_the_first_version_stay_verifiable_and_new_ones_follow_on_them()
    {
        // What the first version sealed of these events, made by its own rules.
        await ExecuteAsync(
            """
            update miyagi.event_seals s set version = 1, entries = (select string_agg(int4send((seq_id - s.from_seq)::int) || substring(sha256(convert_to(
                jsonb_build_array(seq_id, id, stream_id, version, type, (extract(epoch from timestamp) * 1000000)::bigint, user_name, correlation_id,
                    causation_id, headers, mt_dotnet_type, tenant_id, encode(bdata, 'hex'))::text || data::text, 'UTF8')) for 16), '' order by seq_id)
                from miyagi.mt_events where seq_id between s.from_seq and s.to_seq);
            update miyagi.event_seals set hash = sha256(int8send(seal) || int8send(from_seq) || int8send(to_seq) || previous || entries) where seal = 1;
            update miyagi.event_seals s set previous = b.hash, hash = sha256(int8send(s.seal) || int8send(s.from_seq) || int8send(s.to_seq) || b.hash || s.entries) from miyagi.event_seals b where s.seal = 2 and b.seal = 1;
            update miyagi.event_seals s set previous = b.hash, hash = sha256(int8send(s.seal) || int8send(s.from_seq) || int8send(s.to_seq) || b.hash || s.entries) from miyagi.event_seals b where s.seal = 3 and b.seal = 2;
            """);
        await _fixture.Store.AppendAsync([StoreFixture.Minute("device:sealed")], null, Cancellation);
        await _chain.SealNextAsync(Cancellation);

        var (report, findings) = await VerifyAsync();
        Assert.Empty(findings);
        Assert.Equal(13, report.Events);
        Assert.Equal(13, await SealedByOlderBuildAsync());

        await ExecuteAsync("update miyagi.event_seals set version = 1 where seal = 4");
        Assert.Contains(SealFindingKind.SealAltered, (await VerifyAsync()).Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public async Task A_range_without_positions_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _chain.VerifyAsync(7, 6, _ => { }, _ => { }, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _chain.VerifyAsync(0, 6, _ => { }, _ => { }, Cancellation));
    }

    [Fact]
    public async Task A_removed_seal_breaks_the_chain()
    {
        await ExecuteAsync("delete from miyagi.event_seals where seal = 1");

        var (_, findings) = await VerifyAsync();

        Assert.Equal(SealFindingKind.ChainBroken, Assert.Single(findings).Kind);
    }

    [Fact]
    public async Task What_is_not_sealed_yet_is_counted()
    {
        var before = (await VerifyAsync()).Report.LastSeal;
        await _fixture.Store.AppendAsync([StoreFixture.Minute("device:new")], null, Cancellation);

        var (report, findings) = await VerifyAsync();

        Assert.Empty(findings);
        // The running platform may have sealed it meanwhile.
        Assert.Equal(1, report.Unsealed + (report.LastSeal - before));
    }

    private async Task<(SealReport Report, List<SealFinding> Findings)> VerifyAsync()
    {
        List<SealFinding> findings = [];
        var report = await _chain.VerifyAsync(1, long.MaxValue, findings.Add, _ => { }, Cancellation);
        return (report, findings);
    }

    /// <summary>Verifies as after the restoration of a backup from before the versions, whose table has no such column; the newest seal is not of that time and is left out.</summary>
    private async Task<long> SealedByOlderBuildAsync()
    {
        await ExecuteAsync("alter table miyagi.event_seals rename column version to later");
        List<SealFinding> findings = [];
        var report = await _chain.VerifyAsync(1, 12, findings.Add, _ => { }, Cancellation);
        await ExecuteAsync("alter table miyagi.event_seals rename column later to version");
        Assert.Empty(findings);
        return report.Events + 1;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _fixture.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
