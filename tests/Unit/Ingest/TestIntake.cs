using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Ingest.Identities;
using MiyagiSensing.Ingest.Pipeline;

namespace MiyagiSensing.Unit.Ingest;

/// <summary>Look-up, deduplication and commit, batch by batch, into a history in memory.</summary>
internal sealed class TestIntake
{
    private readonly IdentityWindow _window;
    private readonly IdentityLookup _lookup;
    private long _position;

    public TestIntake(int budget, MemoryHistory? history = null)
    {
        History = history ?? new MemoryHistory();
        _window = new IdentityWindow(budget);
        _lookup = new IdentityLookup(_window, History);
        _position = History.Stored.Select(stored => stored.Position).DefaultIfEmpty().Max();
        _window.Begin(_position);
    }

    public MemoryHistory History { get; }

    /// <summary>The blocks committed here, with their positions.</summary>
    public List<(ReadingsRecorded Block, long Position)> Blocks { get; } = [];

    /// <summary>Everything set aside so far.</summary>
    public List<SetAsideReading> SetAside { get; } = [];

    /// <summary>Sends readings as one batch and commits it.</summary>
    public async Task<IntakeBatch> SendAsync(params Reading[] readings)
    {
        var batch = new IntakeBatch([TestReadings.Message(readings)]);
        batch.Accepted.AddRange(readings);
        await _lookup.RunAsync(batch, CancellationToken.None);
        Deduplication.Run(batch, _window);
        var block = new ReadingsRecorded { Groups = BlockAssembly.Group(batch.Accepted), SetAside = batch.SetAside };
        // Positions have gaps: others write too.
        _position += 3;
        History.Add(block, _position);
        Blocks.Add((block, _position));
        SetAside.AddRange(batch.SetAside);
        _window.Committed(_position);
        return batch;
    }
}
