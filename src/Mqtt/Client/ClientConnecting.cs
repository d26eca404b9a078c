using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Client;

/// <summary>The exchange of CONNECT and CONNACK on a fresh stream.</summary>
internal static class ClientConnecting
{
    /// <summary>Sends CONNECT and returns the CONNACK that lets the client in; what follows it stays in <paramref name="input"/>.</summary>
    public static async Task<ConnackPacket> ConnectAsync(Stream stream, PipeReader input, MqttClientOptions options, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        ConnectWriter.Write(bytes, Compose(options));
        await stream.WriteAsync(bytes.WrittenMemory, cancellationToken);

        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            var consumed = result.Buffer.Start;
            var examined = result.Buffer.End;
            try
            {
                var outcome = MqttFrameReader.TryRead(result.Buffer, options.MaximumPacketBytes, out var frame, out var frameEnd, out var malformation);
                if (outcome == MqttReadOutcome.Complete)
                {
                    consumed = examined = frameEnd;
                    return Interpret(frame, options.Version);
                }

                if (outcome == MqttReadOutcome.Malformed)
                {
                    throw new MqttConnectionEndedException(malformation.ToReasonCode());
                }
            }
            finally
            {
                input.AdvanceTo(consumed, examined);
            }

            if (result.IsCompleted)
            {
                throw new MqttConnectionEndedException(MqttReasonCode.UnspecifiedError);
            }
        }
    }

    private static ConnectPacket Compose(MqttClientOptions options)
    {
        MqttProperties? properties = null;
        if (options.Version == MqttVersion.Mqtt5)
        {
            properties = new MqttProperties();
            properties.Add(MqttProperty.MaximumPacketSize, (uint)options.MaximumPacketBytes);
        }

        return new ConnectPacket
        {
            Version = options.Version,
            KeepAliveSeconds = checked((ushort)options.KeepAlive.TotalSeconds),
            ClientId = options.ClientId,
            UserName = options.UserName,
            Password = options.Password is { } password ? Encoding.UTF8.GetBytes(password) : (ReadOnlyMemory<byte>?)null,
            Will = options.Will,
            Properties = properties,
        };
    }

    private static ConnackPacket Interpret(in MqttFrame frame, MqttVersion version)
    {
        if (frame.Type != MqttPacketType.Connack)
        {
            throw new MqttConnectionEndedException(MqttReasonCode.ProtocolError);
        }

        if (!ConnackReader.TryRead(frame, version, out var connack, out var malformation))
        {
            throw new MqttConnectionEndedException(malformation.ToReasonCode());
        }

        return connack.ReasonCode.IsFailure()
            ? throw new MqttConnectRefusedException(connack.ReasonCode, connack.Properties?.Text(MqttProperty.ReasonString))
            : connack;
    }
}
