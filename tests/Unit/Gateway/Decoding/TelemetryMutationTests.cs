using System.Text;
using System.Text.Json;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Decoding;

/// <summary>Whatever a device sends, the decoder answers, and accounts for every item.</summary>
public sealed class TelemetryMutationTests
{
    private const int Rounds = 20_000;

    private static readonly string[] Samples =
    [
        """{"ts":"2026-11-21T06:00:00.123+09:00","sensor":"1m","seq":4711,"m":{"water_temp":14.2,"salinity":null}}""",
        """{"ts":1763672400000,"dtMs":10,"m":{"acceleration":[0.0011,0.0009,-0.0012e3],"x":[1,2,3]}}""",
        """[{"ts":1,"m":{"stage":1}},{"ts":2,"m":{"stage":"\ud83d\ude00"}},7,{"ts":3,"x":{"y":[[]]},"m":{"stage":-999}}]""",
        """{"\u006d":{"st\u0061ge":1},"ts":"2026-11-21T06:00:00\u002B09:00"}""",
    ];

    [Fact]
    public void Random_mutations_never_throw_and_always_give_an_answer()
    {
        var random = new Random(20261121);
        var decoder = Decode.Decoder();
        for (var round = 0; round < Rounds; round++)
        {
            var payload = Mutate(Encoding.UTF8.GetBytes(Samples[random.Next(Samples.Length)]), random);

            var decoded = decoder.Decode(payload, Decode.Arrival);

            Assert.True(decoded.Readings.Count + decoded.Faults.Count > 0);
            Assert.All(decoded.Faults, fault => Assert.InRange(fault.BytePosition ?? 0, 0, payload.Length));
            Assert.All(decoded.Faults, fault => _ = payload[fault.Raw]);
        }
    }

    [Fact]
    public void Of_an_array_received_is_accepted_plus_refused()
    {
        var random = new Random(4711);
        var decoder = Decode.Decoder();
        string[] items = ["""{"m":{"a":1}}""", """{"m":{"A":1}}""", "1", "[]", """{"ts":"x","m":{"a":1}}""", """{"ts":1,"m":{"a":null,"b":2}}""", "{}", "null", """{"m":{"a":[1]}}"""];
        for (var round = 0; round < 500; round++)
        {
            var payload = Encoding.UTF8.GetBytes("[" + string.Join(',', random.GetItems(items, random.Next(1, 90))) + "]");

            var decoded = decoder.Decode(payload, Decode.Arrival);

            Assert.Equal(JsonDocument.Parse(payload).RootElement.GetArrayLength(), decoded.Readings.Count + decoded.Faults.Count);
            Assert.Equal(decoded.Faults.Count, decoded.Faults.Select(fault => fault.Item).Distinct().Count());
        }
    }

    private static byte[] Mutate(byte[] payload, Random random)
    {
        for (var times = random.Next(1, 4); times > 0 && payload.Length > 0; times--)
        {
            var at = random.Next(payload.Length);
            switch (random.Next(5))
            {
                case 0:
                    payload[at] = (byte)random.Next(256);
                    break;
                case 1:
                    payload = payload[..at];
                    break;
                case 2:
                    payload = [.. payload[..at], .. payload[random.Next(at + 1)..]];
                    break;
                case 3:
                    payload = [.. payload[..at], .. payload[Math.Min(payload.Length, at + random.Next(1, 4))..]];
                    break;
                default:
                    payload[at] = (byte)"{}[]\",:0-\\u"[random.Next(11)];
                    break;
            }
        }

        return payload;
    }
}
