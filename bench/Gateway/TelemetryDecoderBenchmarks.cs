using System.Text;
using BenchmarkDotNet.Attributes;
using MiyagiSensing.Gateway.Decoding;

namespace MiyagiSensing.Bench.Gateway;

/// <summary>A payload in native JSON to readings, as one session's decoder sees it again and again.</summary>
[MemoryDiagnoser]
public class TelemetryDecoderBenchmarks
{
    private static readonly DateTimeOffset Arrival = DateTimeOffset.FromUnixTimeMilliseconds(1_763_672_400_750);
    private readonly TelemetryDecoder _decoder = new("river-1", "river", new MissingValues([]));
    private byte[] _payload = [];

    /// <summary>Readings in the payload.</summary>
    [Params(1, 100)]
    public int Readings { get; set; }

    /// <summary>Makes the payload.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var items = Enumerable.Range(0, Readings).Select(i => $$$"""{"ts":{{{1_763_672_400_000 + i}}},"m":{"stage":1.23}}""");
        _payload = Encoding.UTF8.GetBytes(Readings == 1 ? items.Single() : $"[{string.Join(',', items)}]");
    }

    /// <summary>Payload to readings.</summary>
    [Benchmark]
    public int Decode() => _decoder.Decode(_payload, Arrival).Readings.Count;
}
