using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Rtk;
using MiyagiSensing.Gateway.Sessions;
using MiyagiSensing.Gateway.Status;
using MiyagiSensing.Gateway.Topics;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server;

namespace MiyagiSensing.Gateway.Intake;

/// <summary>One permitted PUBLISH to one <see cref="IntakeMessage"/>: bytes become typed values here, once. Whatever is wrong becomes a dead letter in the same message, never an exception.</summary>
internal sealed class MessageIntake(
    IIntake intake, DeadLetters deadLetters, RtkLogs rtk, FishingLogIntake fishingLogs, MissingValues missing, TimeProvider clock, GatewayMetrics metrics,
    ILogger<MessageIntake> logger)
{
    private const string AcksNotTakenIn = "command acknowledgements are not taken in: the platform sends no commands yet";

    /// <summary>Decodes and hands over; completes when the intake has taken the message in. The receipt is completed after the commit.</summary>
    public ValueTask TakeAsync(DeviceSession session, TopicKind kind, InboundMessage message, PublishReceipt receipt, CancellationToken cancellationToken)
    {
        metrics.Received(kind);
        if (GatewayTrace.HasListeners)
        {
            return TakeTracedAsync(session, kind, message, receipt, cancellationToken);
        }

        var arrival = new Arrival(session, kind, message.Topic, Now(), TraceId: null);
        return IsEvent(arrival, message)
            ? TakeEventAsync(arrival, message, receipt, default, cancellationToken)
            : TakeAsync(arrival, message, receipt, default, cancellationToken);
    }

    /// <summary>Room first, then values: what waits for room is bytes, not objects.</summary>
    private ValueTask TakeAsync(Arrival arrival, InboundMessage message, PublishReceipt receipt, ActivityContext trace, CancellationToken cancellationToken)
    {
        var room = intake.ReserveAsync((int)message.Payload.Length, cancellationToken);
        if (!room.IsCompletedSuccessfully)
        {
            return TakeThenAsync(room);
        }

        intake.Submit(Decode(arrival, message, receipt, trace));
        return ValueTask.CompletedTask;

        async ValueTask TakeThenAsync(ValueTask reserved)
        {
            await reserved;
            intake.Submit(Decode(arrival, message, receipt, trace));
        }
    }

    /// <summary>The activity must begin in an asynchronous method of its own, or it would stay the current one of the connection's loop.</summary>
    private async ValueTask TakeTracedAsync(DeviceSession session, TopicKind kind, InboundMessage message, PublishReceipt receipt, CancellationToken cancellationToken)
    {
        using var activity = GatewayTrace.Start(kind, session, message.Payload.Length);
        var trace = activity?.Context ?? default;
        var arrival = new Arrival(session, kind, message.Topic, Now(), activity?.TraceId.ToHexString());
        await (IsEvent(arrival, message)
            ? TakeEventAsync(arrival, message, receipt, trace, cancellationToken)
            : TakeAsync(arrival, message, receipt, trace, cancellationToken));
    }

    private PublishedMessage Decode(Arrival arrival, InboundMessage message, PublishReceipt receipt, ActivityContext trace)
    {
        if (arrival.Kind == TopicKind.Telemetry)
        {
            var decoded = DecodeTelemetry(arrival, message.Payload);
            return Message(arrival, message.Payload, receipt, trace, decoded.Readings, [], decoded.Faults);
        }

        if (arrival.Kind == TopicKind.CommandAck)
        {
            return Message(arrival, message.Payload, receipt, trace, [], [], [new PayloadFault(PayloadFaultKind.NotSupported, AcksNotTakenIn)]);
        }

        return StatusDecoder.TryDecode(message.Payload, out var report, out var fault)
            ? Message(
                arrival, message.Payload, receipt, trace, StatusIntake.ToReadings(report, arrival, missing),
                [arrival.NewEvent($"device:{arrival.Session.Device}", StatusIntake.ToEvent(report, arrival, missing, message.IsWill))], [])
            : Message(arrival, message.Payload, receipt, trace, [], [], [fault]);
    }

    /// <summary>Logs of rovers and casters may come on either topic; there is nothing else that they could be.</summary>
    private static bool IsEvent(Arrival arrival, InboundMessage message) =>
        arrival.Kind == TopicKind.Event
        || (arrival.Kind == TopicKind.Telemetry && arrival.Session.Domain == DeadLetters.RtkDomain && RtkText.IsOne(message.ContentType, message.Payload));

    private async ValueTask TakeEventAsync(Arrival arrival, InboundMessage message, PublishReceipt receipt, ActivityContext trace, CancellationToken cancellationToken)
    {
        IReadOnlyList<NewEvent> events = [];
        IReadOnlyList<PayloadFault> faults = [];
        if (arrival.Session.Domain == FishingLogIntake.BuoyDomain)
        {
            if (await fishingLogs.TakeAsync(arrival, message.Payload, cancellationToken) is not { } wrong)
            {
                receipt.Complete(MqttReasonCode.Success);
                return;
            }

            faults = [wrong];
        }
        else if (arrival.Session.Domain == DeadLetters.RtkDomain)
        {
            (var facts, faults) = await rtk.DecodeAsync(arrival.Session.Device, message.ContentType, message.Payload, arrival.At, cancellationToken);
            events = [.. facts.Select(fact => arrival.NewEvent(fact.Stream, fact.Data))];
        }
        else
        {
            faults = [new PayloadFault(PayloadFaultKind.NotSupported, $"the domain {arrival.Session.Domain} has no events")];
        }

        await intake.SubmitAsync(Message(arrival, message.Payload, receipt, trace, [], events, faults), cancellationToken);
    }

    private static DecodedPayload DecodeTelemetry(Arrival arrival, in ReadOnlySequence<byte> payload)
    {
        if (payload.IsSingleSegment)
        {
            return arrival.Session.Telemetry.Decode(payload.FirstSpan, arrival.At);
        }

        var length = (int)payload.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            payload.CopyTo(whole);
            return arrival.Session.Telemetry.Decode(whole.AsSpan(0, length), arrival.At);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private PublishedMessage Message(
        Arrival arrival, in ReadOnlySequence<byte> payload, PublishReceipt receipt, ActivityContext trace, IReadOnlyList<Reading> readings, IReadOnlyList<NewEvent> events,
        IReadOnlyList<PayloadFault> faults)
    {
        metrics.Decoded(readings.Count);
        if (faults.Count > 0)
        {
            events = [.. events, .. Bury(faults, arrival, payload)];
        }

        return new PublishedMessage
        {
            Receipt = receipt,
            Device = arrival.Session.Device,
            ReceivedAt = arrival.At,
            PayloadBytes = (int)payload.Length,
            Readings = readings,
            Events = events,
            DeadLettered = faults.Count,
            Trace = trace,
        };
    }

    private List<NewEvent> Bury(IReadOnlyList<PayloadFault> faults, Arrival arrival, in ReadOnlySequence<byte> payload)
    {
        List<NewEvent> letters = new(faults.Count);
        foreach (var fault in faults)
        {
            metrics.DeadLettered(fault.Kind);
            letters.Add(deadLetters.From(fault, arrival, payload));
        }

        GatewayLog.DeadLettered(logger, faults.Count, arrival.Session.Device, arrival.Topic, faults[0].Reason);
        return letters;
    }

    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}
