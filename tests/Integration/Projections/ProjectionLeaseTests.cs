using MiyagiSensing.Integration.EventStore;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Projections;

public sealed class ProjectionLeaseTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frozen_node_loses_its_lease_and_the_transaction_that_it_left_in_the_midst_of_a_message()
    {
        await using var database = new ProjectionDatabase(fixture.ConnectionString);
        await RunAsync(EngineSchema.Sql + "insert into miyagi.mt_event_progression (name, last_seq_id) values ('frozen/1', 1)");
        await using var lease = new NpgsqlConnection(database.LeaseConnectionString);
        await lease.OpenAsync(Cancellation);
        await using (var hold = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('frozen/1', 727072))", lease))
        {
            await hold.ExecuteNonQueryAsync(Cancellation);
        }

        await RunAsync("insert into miyagi.projection_leases (name, holder, beat_at) values ('frozen/1', 'frozen', clock_timestamp())");
        await using var writer = await database.DataSource.OpenConnectionAsync(Cancellation);
        await using var transaction = await writer.BeginTransactionAsync(Cancellation);
        await using (var write = new NpgsqlCommand("create temporary table unfinished (text text); update mt_event_progression set last_seq_id = 2 where name = 'frozen/1'", writer, transaction))
        {
            await write.ExecuteNonQueryAsync(Cancellation);
        }

        // For PostgreSQL it is at work: it waits for the rest.
        await using var unfinished = await writer.BeginTextImportAsync("copy unfinished from stdin", Cancellation);

        await using (await ProjectionLease.AcquireAsync(database, "frozen/1", "second", () => null, _ => Task.CompletedTask, TimeProvider.System, Cancellation))
        {
            await using var connection = await database.DataSource.OpenConnectionAsync(Cancellation);
            Assert.Equal(1, (await Checkpoints.ReadAsync(connection, "frozen/1", Cancellation)).Position);
        }

        await Assert.ThrowsAnyAsync<Exception>(async () => await unfinished.DisposeAsync());
    }

    private async Task RunAsync(string sql)
    {
        await using var command = fixture.DataSource.CreateCommand("set search_path to miyagi; " + sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
