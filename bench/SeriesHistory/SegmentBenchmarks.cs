using BenchmarkDotNet.Attributes;
using MiyagiSensing.Projections.SeriesHistory;
using MiyagiSensing.Projections.SeriesHistory.Encoding;

namespace MiyagiSensing.Bench.SeriesHistory;

/// <summary>Readings of a series to a stored segment, and back. Divide by <see cref="Readings"/> for the cost of one reading.</summary>
[MemoryDiagnoser]
public class SegmentBenchmarks
{
    private readonly HistoryColumns _read = new();
    private HistoryColumns _columns = new();
    private byte[] _stored = [];

    /// <summary>Readings in the segment: half a minute of a quiet device, a flush at full load, a day at ten-second intervals.</summary>
    [Params(3, 500, 8_640)]
    public int Readings { get; set; }

    /// <summary>Makes a random walk with jittering clocks, the same every time.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20261121);
        var value = 10.0;
        _columns = new HistoryColumns();
        for (var i = 0; i < Readings; i++)
        {
            value += (random.NextDouble() - 0.5) / 5;
            var measured = 1_763_672_400_000 + (i * 10_000L) + random.Next(-40, 40);
            _columns.Add(measured, measured + 20 + random.Next(200), (i * 100) + random.Next(20), Math.Round(value, 3), 0, 0);
        }

        _stored = SegmentWriter.Write(_columns, 0, Readings, SegmentWriter.Thorough);
    }

    /// <summary>As written first.</summary>
    [Benchmark]
    public byte[] WriteQuick() => SegmentWriter.Write(_columns, 0, Readings, SegmentWriter.Quick);

    /// <summary>As a closed day.</summary>
    [Benchmark]
    public byte[] WriteThorough() => SegmentWriter.Write(_columns, 0, Readings, SegmentWriter.Thorough);

    /// <summary>Back to columns.</summary>
    [Benchmark]
    public int Read()
    {
        _read.Clear();
        SegmentReader.Read(_stored, _read);
        return _read.Count;
    }
}
