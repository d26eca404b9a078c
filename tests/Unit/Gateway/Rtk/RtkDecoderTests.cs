using System.Buffers;
using System.Text;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Rtk;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Rtk;

public sealed class RtkDecoderTests
{
    private static readonly DateTimeOffset Arrival = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_start_is_read()
    {
        var report = Read("""{"event":"session_start","ts":"2026-11-21T08:59:00+09:00","session":"A.b-1_2","user":"farmer-7","mountpoint":"TOME","agent":"NTRIP Tractor/2","extra":[]}""");

        Assert.Equal((RtkStep.Started, "A.b-1_2", "farmer-7", "TOME", "NTRIP Tractor/2"), (report.Step, report.Session, report.User, report.Mountpoint, report.Agent));
        Assert.Equal(Arrival.AddMinutes(-1), report.At);
    }

    [Fact]
    public void An_update_is_read()
    {
        var report = Read("""{"event":"session_update","session":"1","fix":4,"bytes":123456,"ageS":0.8,"sats":21,"lat":38.7,"lon":141.2}""");

        Assert.Equal((4, 123456L, 0.8, 21, 38.7, 141.2), (report.Fix, report.Bytes, report.AgeSeconds, report.Satellites, report.Latitude, report.Longitude));
        Assert.Equal(Arrival, report.At);
    }

    [Fact]
    public void An_end_is_read()
    {
        var report = Read("""{"event":"session_end","ts":1763672400000,"session":42,"reason":"timeout","bytes":9}""");

        Assert.Equal((RtkStep.Ended, "42", "timeout", 9L), (report.Step, report.Session, report.Reason, report.Bytes));
    }

    [Theory]
    [InlineData("Empty", "")]
    [InlineData("NotJson", "hello")]
    [InlineData("NotJson", """{"event":"session_end","session":"1","session":"1"}""")]
    [InlineData("NotJson", """{"\ud800":1}""")]
    [InlineData("WrongShape", """[{"event":"session_end","session":"1"}]""")]
    [InlineData("WrongShape", "7")]
    [InlineData("NotSupported", "{}")]
    [InlineData("NotSupported", """{"event":"session_pause","session":"1"}""")]
    [InlineData("NotSupported", """{"event":{},"session":"1"}""")]
    [InlineData("InvalidTime", """{"event":"session_end","session":"1","ts":"now"}""")]
    [InlineData("InvalidTime", """{"event":"session_end","session":"1","ts":1000}""")]
    [InlineData("InvalidTime", """{"event":"session_end","session":"1","ts":"2026-11-21T00:05:01Z"}""")]
    [InlineData("InvalidMember", """{"event":"session_end"}""")]
    [InlineData("InvalidMember", """{"event":"session_end","session":""}""")]
    [InlineData("InvalidMember", """{"event":"session_end","session":"a b"}""")]
    [InlineData("InvalidMember", """{"event":"session_end","session":"a:b"}""")]
    [InlineData("InvalidMember", """{"event":"session_end","session":"a/../b"}""")]
    [InlineData("InvalidMember", """{"event":"session_end","session":"\u0000"}""")]
    [InlineData("InvalidMember", """{"event":"session_end","session":"\ud800"}""")]
    [InlineData("InvalidMember", """{"event":"session_end","session":"12345678901234567890123456789012345678901234567890123456789012345"}""")]
    [InlineData("InvalidMember", """{"event":"session_end","session":true}""")]
    [InlineData("InvalidMember", """{"event":"session_start","session":"1"}""")]
    [InlineData("InvalidMember", """{"event":"session_start","session":"1","user":" "}""")]
    [InlineData("InvalidMember", """{"event":"session_start","session":"1","user":["x"]}""")]
    [InlineData("InvalidMember", """{"event":"session_start","session":"1","user":"u","agent":{}}""")]
    [InlineData("InvalidMember", """{"event":"session_update","session":"1","fix":9}""")]
    [InlineData("InvalidMember", """{"event":"session_update","session":"1","fix":-1}""")]
    [InlineData("InvalidMember", """{"event":"session_update","session":"1","bytes":1.5}""")]
    [InlineData("InvalidMember", """{"event":"session_update","session":"1","ageS":-0.1}""")]
    [InlineData("InvalidMember", """{"event":"session_update","session":"1","ageS":1e999}""")]
    [InlineData("InvalidMember", """{"event":"session_update","session":"1","sats":"many"}""")]
    [InlineData("InvalidMember", """{"event":"session_update","session":"1","lat":38.1}""")]
    [InlineData("InvalidMember", """{"event":"session_update","session":"1","lat":91,"lon":0}""")]
    [InlineData("InvalidMember", """{"event":"session_update","session":"1","lat":0,"lon":-181}""")]
    [InlineData("InvalidMember", """{"event":"session_start","session":"x-Farmer-7-3","user":"farmer-7"}""")]
    [InlineData("InvalidMember", """{"event":"session_start","session":"u7","user":"U7"}""")]
    public void A_payload_can_be_wrong(string kind, string payload)
    {
        Assert.False(Decode(payload, out _, out var fault));

        Assert.Equal(kind, fault.Kind.ToString());
    }

    [Fact]
    public void No_reason_quotes_the_payload()
    {
        foreach (var payload in new[]
        {
            """{"event":"farmer-7","session":"1"}""", """{"event":"session_start","session":"farmer-7 x","user":"farmer-7"}""", "farmer-7",
            """{"event":"session_update","session":"1","user":"farmer-7","lat":"farmer-7"}""", """{"event":"session_end","session":"1","ts":"farmer-7"}""",
        })
        {
            Assert.False(Decode(payload, out _, out var fault));
            Assert.DoesNotContain("farmer-7", fault.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Free_text_that_names_the_user_is_left_out_and_other_text_is_cut()
    {
        var report = Read($$"""{"event":"session_start","session":"1","user":"farmer-7","mountpoint":"for-FARMER-7","agent":"{{new string('x', 300)}}"}""");

        Assert.Null(report.Mountpoint);
        Assert.Equal(200, report.Agent!.Length);
    }

    private static RtkReport Read(string payload)
    {
        Assert.True(Decode(payload, out var report, out var fault), fault.Reason);
        return report!;
    }

    private static bool Decode(string payload, out RtkReport? report, out PayloadFault fault) =>
        RtkDecoder.TryDecode(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)), Arrival, out report, out fault);
}
