using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;

namespace MiyagiSensing.Integration.Rtk;

/// <summary>Appends to the platform's event store what a test wants to have happened, and reads rows.</summary>
internal sealed class RtkStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public RtkStore(string connectionString) => _services = new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(NpgsqlDataSource.Create(connectionString))
        .AddEventStore(TemporaryFolder.Create("archive"))
        .BuildServiceProvider();

    private NpgsqlDataSource DataSource => _services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>Appends events in order.</summary>
    public async Task AppendAsync(CancellationToken cancellationToken, params IReadOnlyList<(string Stream, IDomainEvent Data)> events) => await _services.GetRequiredService<IEventStore>().AppendAsync(
        [.. events.Select(item => new NewEvent(Guid.CreateVersion7(), item.Stream, item.Data, new EventHeaders("test")))], null, cancellationToken);

    /// <summary>The rows of a query, each as its columns joined by <c>|</c>.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => FormattableString.Invariant($"{reader.GetValue(column)}"))));
        }

        return rows;
    }

    /// <summary>Waits until a query gives these rows.</summary>
    public Task BecomesAsync(string sql, CancellationToken cancellationToken, params string[] expected)
    {
        var found = "";
        return Eventually.HoldsAsync(
            string.Join(", ", expected), async () => (found = string.Join(", ", await RowsAsync(sql, cancellationToken))) == string.Join(", ", expected), cancellationToken, found: () => $"Found: {found}");
    }

    /// <summary>Waits until the projection has passed everything there is now.</summary>
    public async Task ProjectedAsync(CancellationToken cancellationToken)
    {
        var head = long.Parse((await RowsAsync("select max(seq_id) from miyagi.mt_events", cancellationToken))[0], System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.HoldsAsync(
            "the projection has passed it",
            async () => (await RowsAsync($"select 1 from miyagi.mt_event_progression where name = 'rtk-usage/1' and last_seq_id >= {head}", cancellationToken)).Count == 1, cancellationToken);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
