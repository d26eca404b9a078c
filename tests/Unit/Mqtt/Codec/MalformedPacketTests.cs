using MiyagiSensing.Mqtt.Codec;
using Xunit;
using static MiyagiSensing.Mqtt.Codec.MqttMalformation;

namespace MiyagiSensing.Unit.Mqtt.Codec;

public sealed class MalformedPacketTests
{
    [Theory]
    [InlineData("00 00", PacketTypeReserved)]
    [InlineData("11 00", FlagsReserved)]
    [InlineData("36 00", QualityOfServiceInvalid)]
    [InlineData("38 00", DuplicateAtQoS0)]
    [InlineData("60 02 000A", FlagsReserved)]
    [InlineData("80 08", FlagsReserved)]
    [InlineData("A0 08", FlagsReserved)]
    [InlineData("C1 00", FlagsReserved)]
    [InlineData("30 FFFFFFFF 01", RemainingLengthTooLong)]
    [InlineData("30 FFFFFF7F", PacketTooLarge)]
    public void A_wrong_fixed_header_is_refused_before_the_body(string hex, MqttMalformation expected)
    {
        var outcome = MqttFrameReader.TryRead(new(Hexadecimal.Parse(hex)), 1_024, out _, out _, out var malformation);

        Assert.Equal((MqttReadOutcome.Malformed, expected), (outcome, malformation));
    }

    [Theory]
    [InlineData(4, "10 04 0003 4D5154", FieldBeyondPacket)]
    [InlineData(4, "10 07 0004 4D515455 04", ProtocolNameUnknown)]
    [InlineData(4, "10 0E 0006 4D5149736470 03 02 003C 0000", ProtocolVersionUnsupported)]
    [InlineData(4, "10 0C 0004 4D515454 06 02 003C 0000", ProtocolVersionUnsupported)]
    [InlineData(4, "10 0C 0004 4D515454 04 03 003C 0000", ConnectFlagsReserved)]
    [InlineData(4, "10 0C 0004 4D515454 04 1E 003C 0000", WillFlagsInvalid)]
    [InlineData(4, "10 0C 0004 4D515454 04 0A 003C 0000", WillFlagsInvalid)]
    [InlineData(4, "10 0C 0004 4D515454 04 22 003C 0000", WillFlagsInvalid)]
    [InlineData(4, "10 0F 0004 4D515454 04 42 003C 0000 0001 70", PasswordWithoutUserName)]
    [InlineData(4, "10 0D 0004 4D515454 04 02 003C 0000 00", TrailingBytes)]
    [InlineData(4, "10 0D 0004 4D515454 04 02 003C 0001 FF", TextNotUtf8)]
    [InlineData(4, "10 0F 0004 4D515454 04 02 003C 0003 EDA080", TextNotUtf8)]
    [InlineData(4, "10 0D 0004 4D515454 04 02 003C 0001 00", TextContainsNull)]
    [InlineData(4, "10 11 0004 4D515454 04 06 003C 0000 0001 23 0000", TopicNameInvalid)]
    [InlineData(5, "10 0E 0004 4D515454 05 02 003C 01 7F 0000", PropertyUnknown)]
    [InlineData(5, "10 10 0004 4D515454 05 02 003C 03 23 0001 0000", PropertyNotAllowed)]
    [InlineData(5, "10 13 0004 4D515454 05 02 003C 06 21 0001 21 0001 0000", PropertyDuplicate)]
    [InlineData(5, "10 10 0004 4D515454 05 02 003C 03 21 0000 0000", PropertyValueInvalid)]
    [InlineData(5, "10 12 0004 4D515454 05 02 003C 05 27 00000000 0000", PropertyValueInvalid)]
    [InlineData(5, "10 0F 0004 4D515454 05 02 003C 02 17 02 0000", PropertyValueInvalid)]
    [InlineData(5, "10 0E 0004 4D515454 05 02 003C 7F 00 0000", FieldBeyondPacket)]
    [InlineData(5, "10 0F 0004 4D515454 05 02 003C 02 21 00 0000", FieldBeyondPacket)]
    [InlineData(4, "20 02 02 00", ConnackFlagsInvalid)]
    [InlineData(4, "20 02 00 06", ReasonCodeUnknown)]
    [InlineData(5, "20 03 00 05 00", ReasonCodeUnknown)]
    [InlineData(4, "20 03 00 00 00", TrailingBytes)]
    [InlineData(4, "30 02 0000", TopicNameInvalid)]
    [InlineData(4, "30 03 0001 2B", TopicNameInvalid)]
    [InlineData(4, "32 05 0001 61 0000", PacketIdentifierZero)]
    [InlineData(4, "32 04 0001 61 00", FieldBeyondPacket)]
    [InlineData(5, "30 03 0001 61", FieldBeyondPacket)]
    [InlineData(5, "30 03 0000 00", TopicNameInvalid)]
    [InlineData(5, "30 07 0001 61 03 23 0000", PropertyValueInvalid)]
    [InlineData(5, "30 08 0001 61 04 08 0001 23", PropertyValueInvalid)]
    [InlineData(5, "30 05 0001 61 8000", VariableByteIntegerInvalid)]
    [InlineData(4, "40 02 0000", PacketIdentifierZero)]
    [InlineData(4, "40 03 000A 00", TrailingBytes)]
    [InlineData(5, "40 03 000A 05", ReasonCodeUnknown)]
    [InlineData(4, "82 02 000A", NoTopicFilter)]
    [InlineData(4, "82 05 000A 0000 00", TopicFilterInvalid)]
    [InlineData(4, "82 07 000A 0002 6123 00", TopicFilterInvalid)]
    [InlineData(4, "82 06 000A 0001 61 03", SubscriptionOptionsInvalid)]
    [InlineData(4, "82 06 000A 0001 61 04", SubscriptionOptionsInvalid)]
    [InlineData(5, "82 07 000A 00 0001 61 30", SubscriptionOptionsInvalid)]
    [InlineData(5, "82 07 000A 00 0001 61 40", SubscriptionOptionsInvalid)]
    [InlineData(5, "82 0B 000A 04 0B 01 0B 02 0001 61 00", PropertyDuplicate)]
    [InlineData(4, "90 02 000A", NoTopicFilter)]
    [InlineData(4, "90 03 000A 03", ReasonCodeUnknown)]
    [InlineData(4, "A2 02 000A", NoTopicFilter)]
    [InlineData(4, "B0 03 000A 00", TrailingBytes)]
    [InlineData(4, "C0 01 00", TrailingBytes)]
    [InlineData(4, "E0 01 00", TrailingBytes)]
    [InlineData(5, "E0 01 05", ReasonCodeUnknown)]
    [InlineData(4, "F0 00", PacketTypeReserved)]
    [InlineData(5, "F0 01 18", FieldBeyondPacket)]
    public void A_wrong_body_is_refused_with_its_reason(byte version, string hex, MqttMalformation expected)
    {
        var bytes = Hexadecimal.Parse(hex);
        foreach (var input in ByteFeeder.Feed(bytes))
        {
            Assert.Equal(MqttReadOutcome.Complete, MqttFrameReader.TryRead(input, 1_024, out var frame, out _, out _));

            var again = PacketEcho.Rewrite(frame, (MqttVersion)version, out var malformation);

            Assert.Equal(expected, malformation);
            Assert.Null(again);
        }
    }

    [Fact]
    public void Only_so_many_properties_are_read()
    {
        var properties = PacketSamples.With(it =>
        {
            for (var number = 0; number < 65; number++)
            {
                it.AddUser("n", "v");
            }
        });
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        MiyagiSensing.Mqtt.Codec.Packets.PublishWriter.Write(
            output, MqttVersion.Mqtt5, "a"u8, default, MiyagiSensing.Mqtt.MqttQualityOfService.AtMostOnce, 0, properties: properties);
        MqttFrameReader.TryRead(new(output.WrittenMemory), 1_024, out var frame, out _, out _);

        Assert.Null(PacketEcho.Rewrite(frame, MqttVersion.Mqtt5, out var malformation));
        Assert.Equal(PropertiesTooMany, malformation);
    }
}
