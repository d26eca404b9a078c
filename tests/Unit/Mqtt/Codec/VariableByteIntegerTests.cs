using MiyagiSensing.Mqtt.Codec;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Codec;

public sealed class VariableByteIntegerTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(16_383, "FF7F")]
    [InlineData(16_384, "808001")]
    [InlineData(2_097_151, "FFFF7F")]
    [InlineData(2_097_152, "80808001")]
    [InlineData(268_435_455, "FFFFFF7F")]
    public void A_value_is_written_and_read_as_in_table_1_1(int value, string hex)
    {
        var bytes = new byte[4];

        var length = VariableByteInteger.Write(bytes, value);

        Assert.Equal(hex, Convert.ToHexString(bytes, 0, length));
        Assert.Equal(length, VariableByteInteger.Length(value));
        Assert.Equal(MqttReadOutcome.Complete, VariableByteInteger.TryRead(bytes.AsSpan(0, length), out var read, out var taken));
        Assert.Equal((value, length), (read, taken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("FFFFFF")]
    public void A_value_without_its_last_byte_is_incomplete(string hex) =>
        Assert.Equal(MqttReadOutcome.Incomplete, VariableByteInteger.TryRead(Hexadecimal.Parse(hex), out _, out _));

    [Fact]
    public void A_fifth_byte_is_malformed() =>
        Assert.Equal(MqttReadOutcome.Malformed, VariableByteInteger.TryRead(Hexadecimal.Parse("80808080"), out _, out _));
}
