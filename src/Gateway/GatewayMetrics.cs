using System.Diagnostics.Metrics;
using MiyagiSensing.Gateway.Access;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Topics;

namespace MiyagiSensing.Gateway;

/// <summary>What the gateway counts. Meter <c>MiyagiSensing.Gateway</c>.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "MiyagiSensing.Gateway";

    // Tags as objects, made once: an enum would be boxed for each message.
    private static readonly object[] Kinds = ["forbidden", "telemetry", "event", "status", "command_ack"];
    private static readonly string[] Reasons = [.. Enum.GetNames<RefusalReason>().Select(Tag)];
    private static readonly string[] Faults = [.. Enum.GetNames<PayloadFaultKind>().Select(Tag)];

    private readonly Counter<long> _messages;
    private readonly Counter<long> _readings;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _deadLetters;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _messages = meter.CreateCounter<long>("miyagi.gateway.messages.received", "{message}", "Messages on permitted topics, by kind of topic.");
        _readings = meter.CreateCounter<long>("miyagi.gateway.readings.received", "{reading}", "Readings decoded, before any check.");
        _refusals = meter.CreateCounter<long>("miyagi.gateway.refusals", "{refusal}", "What clients wanted and were not given, by reason.");
        _deadLetters = meter.CreateCounter<long>("miyagi.gateway.dead_letters", "{message}", "Messages or items that could not be understood, by reason.");
    }

    public void Received(TopicKind kind) => _messages.Add(1, new KeyValuePair<string, object?>("kind", Kinds[(int)kind]));

    public void Decoded(int readings)
    {
        if (readings > 0)
        {
            _readings.Add(readings);
        }
    }

    public void Refused(RefusalReason reason) => _refusals.Add(1, new KeyValuePair<string, object?>("reason", Reasons[(int)reason]));

    public void DeadLettered(PayloadFaultKind kind) => _deadLetters.Add(1, new KeyValuePair<string, object?>("reason", Faults[(int)kind]));

    /// <summary>A member's name in snake_case.</summary>
    private static string Tag(string name) => string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
