using BenchmarkDotNet.Attributes;
using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.Bench.Journal;

/// <summary>A block of readings to the JSON that is stored, and back. Divide by <see cref="Readings"/> for the cost of one reading.</summary>
[MemoryDiagnoser]
public class JournalBlockBenchmarks
{
    private ReadingsRecorded _block = null!;
    private byte[] _stored = [];

    /// <summary>Readings in the block: a single one on a quiet day, a commit at usual load, a flood.</summary>
    [Params(1, 30, 500, 2_000)]
    public int Readings { get; set; }

    /// <summary>Makes the block, the same every time.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _block = SyntheticBlock.Make(Readings);
        _stored = JournalBlockWriter.Write(_block);
    }

    /// <summary>Block to JSON.</summary>
    [Benchmark]
    public byte[] Write() => JournalBlockWriter.Write(_block);

    /// <summary>JSON to block.</summary>
    [Benchmark]
    public ReadingsRecorded Read() => JournalBlockReader.Read(_stored);
}
