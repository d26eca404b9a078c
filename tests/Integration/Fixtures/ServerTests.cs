using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Fixtures;

public sealed class ServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_postgres_comes_back_with_what_was_committed()
    {
        await using var server = await PostgresServer.StartAsync(ownServer: true, Cancellation);
        await ExecuteAsync(server, "create table kept as select 1 as number");

        await server.KillAsync();
        await server.StartAgainAsync(Cancellation);

        await ExecuteAsync(server, "select number from kept");
    }

    [Fact]
    public async Task A_killed_influx_comes_back_with_what_was_written()
    {
        await using var server = await InfluxServer.StartAsync(ownServer: true, Cancellation);
        await PostAsync(server, $"query?q=create database {server.Database}", "");
        await PostAsync(server, $"write?db={server.Database}&precision=ms", "river,device=gauge-1 stage=1.5 1763672400000");

        await server.KillAsync();
        await server.StartAgainAsync(Cancellation);

        var instants = await new InfluxProbe(server.Address, server.Database).InstantsAsync("river", "gauge-1", "stage", Cancellation);
        Assert.Equal([1_763_672_400_000], instants);
    }

    private static async Task PostAsync(InfluxServer server, string path, string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body);
        using var response = await http.PostAsync(new Uri(server.Address, path), content, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    private static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
