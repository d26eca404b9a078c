using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;

namespace MiyagiSensing.Mqtt.Client;

/// <summary>Reads what the server sends after CONNACK.</summary>
internal sealed class ClientReadLoop(
    PipeReader input,
    MqttClientOptions options,
    PendingReplies replies,
    ClientOutput output,
    ClientPing ping,
    ChannelWriter<ReceivedMessage> messages)
{
    private MqttReasonCode? _end;

    /// <summary>Reads until the end of the stream, a DISCONNECT or a mistake of the server; says why. Failures of the stream are the caller's.</summary>
    public async Task<MqttReasonCode> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            try
            {
                while (_end is null && TryReadFrame(ref rest, out var frame))
                {
                    var acknowledge = Take(frame);
                    if (acknowledge != 0)
                    {
                        var packet = new AcknowledgementPacket(MqttPacketType.Puback, acknowledge);
                        await output.WriteAsync(
                            (options.Version, packet), static (bytes, it) => AcknowledgementWriter.Write(bytes, it.Version, it.packet), cancellationToken);
                    }
                }
            }
            finally
            {
                input.AdvanceTo(rest.Start, rest.End);
            }

            if (_end is { } end)
            {
                return end;
            }

            if (result.IsCompleted)
            {
                return MqttReasonCode.UnspecifiedError;
            }
        }
    }

    private bool TryReadFrame(ref ReadOnlySequence<byte> rest, out MqttFrame frame)
    {
        switch (MqttFrameReader.TryRead(rest, options.MaximumPacketBytes, out frame, out var consumed, out var malformation))
        {
            case MqttReadOutcome.Complete:
                rest = rest.Slice(consumed);
                return true;
            case MqttReadOutcome.Malformed:
                _end = malformation.ToReasonCode();
                return false;
            default:
                return false;
        }
    }

    /// <summary>Deals with one packet; returns the identifier of a message to acknowledge, otherwise 0.</summary>
    private ushort Take(in MqttFrame frame)
    {
        var malformation = MqttMalformation.None;
        ushort acknowledge = 0;
        switch (frame.Type)
        {
            case MqttPacketType.Puback:
                if (AcknowledgementReader.TryRead(frame, options.Version, out var puback, out malformation))
                {
                    replies.Complete(puback.PacketId, puback.ReasonCode);
                }

                break;
            case MqttPacketType.Suback:
                if (SubscriptionAnswerReader.TryRead(frame, options.Version, out var suback, out malformation))
                {
                    replies.Complete(suback.PacketId, suback.ReasonCodes[0]);
                }

                break;
            case MqttPacketType.Publish:
                acknowledge = TakeMessage(frame, out malformation);
                break;
            case MqttPacketType.Pingresp:
                ping.Answered();
                break;
            case MqttPacketType.Disconnect when options.Version == MqttVersion.Mqtt5:
                if (ReasonPacketReader.TryRead(frame, options.Version, out var disconnect, out malformation))
                {
                    _end = disconnect.ReasonCode;
                }

                break;
            default:
                _end = MqttReasonCode.ProtocolError;
                break;
        }

        if (malformation != MqttMalformation.None)
        {
            _end = malformation.ToReasonCode();
        }

        return acknowledge;
    }

    private ushort TakeMessage(in MqttFrame frame, out MqttMalformation malformation)
    {
        if (!PublishReader.TryRead(frame, options.Version, out var packet, out malformation))
        {
            return 0;
        }

        if (packet.QualityOfService == MqttQualityOfService.ExactlyOnce || packet.Topic.IsEmpty)
        {
            // Neither QoS 2 nor a topic alias has been asked for.
            _end = MqttReasonCode.ProtocolError;
            return 0;
        }

        // The channel drops its oldest message when full, so that this never fails while the connection lasts.
        messages.TryWrite(new ReceivedMessage(Encoding.UTF8.GetString(packet.Topic), packet.Payload.ToArray(), packet.QualityOfService, packet.Retain));
        return packet.PacketId;
    }
}
