using System.Buffers;
using BenchmarkDotNet.Attributes;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;

namespace MiyagiSensing.Bench.Mqtt;

/// <summary>A run of PUBLISH packets, as one read of a socket delivers them, to topic and payload.</summary>
[MemoryDiagnoser]
public class PublishReadBenchmarks
{
    private const int Packets = 20;
    private const int MaximumPacketBytes = 64 * 1_024;

    private readonly ArrayBufferWriter<byte> _received = new();

    /// <summary>Protocol version.</summary>
    [Params(MqttVersion.Mqtt311, MqttVersion.Mqtt5)]
    public MqttVersion Version { get; set; }

    /// <summary>Writes the packets.</summary>
    [GlobalSetup]
    public void Setup()
    {
        for (ushort id = 1; id <= Packets; id++)
        {
            PublishWriter.Write(
                _received, Version, "miyagi/v1/river/load-0001/telemetry"u8, """{"ts":1763672400000,"m":{"stage":0.123}}"""u8,
                MqttQualityOfService.AtLeastOnce, id);
        }
    }

    /// <summary>Reads all of them; divide by 20 for one.</summary>
    [Benchmark]
    public int Read()
    {
        var input = new ReadOnlySequence<byte>(_received.WrittenMemory);
        var payload = 0;
        while (MqttFrameReader.TryRead(input, MaximumPacketBytes, out var frame, out var consumed, out _) == MqttReadOutcome.Complete
            && PublishReader.TryRead(frame, Version, out var publish, out _))
        {
            payload += (int)publish.Payload.Length;
            input = input.Slice(consumed);
        }

        return payload;
    }
}
