using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Codec;

public sealed class ConnectReaderTests
{
    [Theory]
    [InlineData("10 0D 0004 4D515454 04 02 003C 0001 63", null)]
    [InlineData("10 12 0004 4D515454 04 C2 003C 0001 63 0001 75 0000", 0)]
    [InlineData("10 13 0004 4D515454 04 C2 003C 0001 63 0001 75 0001 70", 1)]
    public void No_password_is_not_an_empty_password(string hex, int? passwordBytes)
    {
        MqttFrameReader.TryRead(new(Hexadecimal.Parse(hex)), 100, out var frame, out _, out _);

        Assert.True(ConnectReader.TryRead(frame, out var packet, out _));

        Assert.Equal(passwordBytes, packet.Password?.Length);
    }
}
