using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Projections.Bridges;
using MiyagiSensing.Projections.Engine;
using Xunit;

namespace MiyagiSensing.Integration.Bridges;

/// <summary>The register on a real PostgreSQL, without a platform, on a clock that the test turns.</summary>
public sealed class RegisterFixture : IAsyncLifetime
{
    private StoryStore _story = null!;
    private IProjector _projector = null!;
    private long _position;

    /// <summary>Records what people decide.</summary>
    public BridgeDesk Desk => new(Store, _story.Clock);

    /// <summary>What is known.</summary>
    public IBridgeQueries Queries => _story.Get<IBridgeQueries>();

    /// <summary>The truth.</summary>
    public IEventStore Store => _story.Events;

    public async ValueTask InitializeAsync()
    {
        _story = await StoryStore.StartAsync();
        _projector = _story.Projector("bridges/2");
    }

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    /// <summary>Noon in Japan of a day.</summary>
    public void TurnTo(DateOnly day) => _story.Now = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(9));

    /// <summary>Registers a bridge today.</summary>
    public Task DefineAsync(string id, int spans) => AppendAsync(
        id,
        new BridgeDefined
        {
            ContentHash = "",
            Bridge = new BridgeDefinition
            {
                Id = id,
                Name = new LocalText(id, id),
                Class = "trunk",
                Structure = "langer",
                Municipality = "04202",
                Latitude = 38.5,
                Longitude = 141,
                DiameterMillimetres = 900,
                LengthMetres = 100,
                Spans = spans,
                Source = "test",
            },
        });

    /// <summary>Appends an event of a bridge today.</summary>
    public Task AppendAsync(string bridge, IDomainEvent fact) => _story.TellAsync($"bridge:{bridge}", fact, "test");

    /// <summary>Folds everything again into empty tables.</summary>
    public async Task ReplayAsync(CancellationToken cancellationToken)
    {
        await _story.NumberAsync("truncate bridge_versions, bridge_inspections, bridge_repairs; select 0");
        var events = await _story.ReadAsync(0);
        await _projector.FoldAsync(events, cancellationToken);
        _position = events[^1].Position;
        await _story.SaveAsync(_projector, _position);
    }

    /// <summary>Folds what is new, as the engine does.</summary>
    public async Task ProjectAsync(CancellationToken cancellationToken)
    {
        var fresh = await _story.ReadAsync(_position);
        if (fresh.Count == 0)
        {
            return;
        }

        await _projector.FoldAsync(fresh, cancellationToken);
        _position = fresh[^1].Position;
        await _story.SaveAsync(_projector, _position);
    }
}
