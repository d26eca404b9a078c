using System.Text;
using MiyagiSensing.Gateway.Decoding;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Decoding;

public sealed class IsoInstantTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T00:00Z", 0)]
    [InlineData("1970-01-01T09:00:00+09:00", 0)]
    [InlineData("1970-01-01T09:00:00+0900", 0)]
    [InlineData("1970-01-01T09:00:00+09", 0)]
    [InlineData("1969-12-31T14:30:00-09:30", 0)]
    [InlineData("1970-01-01 00:00:00z", 0)]
    [InlineData("1970-01-01t00:00:01.5Z", 1_500)]
    [InlineData("1970-01-01T00:00:01,05Z", 1_050)]
    [InlineData("1970-01-01T00:00:01.123999999999999999999Z", 1_123)]
    [InlineData("2024-02-29T23:59:59.999Z", 1_709_251_199_999)]
    [InlineData("0001-01-01T00:00:00Z", -62_135_596_800_000)]
    [InlineData("9999-12-31T23:59:59.999Z", 253_402_300_799_999)]
    public void An_instant_with_an_offset_is_read(string text, long expected)
    {
        Assert.True(IsoInstant.TryParse(Encoding.UTF8.GetBytes(text), out var unixMilliseconds));
        Assert.Equal(expected, unixMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21T06:00:00")]
    [InlineData("2026-11-21T06:00:00.5")]
    [InlineData("2026-11-21T06:00:00.Z")]
    [InlineData("2026-11-21T06:00:60Z")]
    [InlineData("2026-11-21T06:60:00Z")]
    [InlineData("2026-11-21T24:00:00Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-11-00T00:00:00Z")]
    [InlineData("0000-11-21T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("2026-11-21T06:00:00+24:00")]
    [InlineData("2026-11-21T06:00:00+09:60")]
    [InlineData("2026-11-21T06:00:00+9")]
    [InlineData("2026-11-21T06:00:00+09-00")]
    [InlineData("2026-11-21T06:00:00Zulu")]
    [InlineData("2026-11-21T6:00:00Z")]
    [InlineData("2026/11/21T06:00:00Z")]
    [InlineData("20261121T060000Z00000")]
    [InlineData("-026-11-21T06:00:00Z")]
    [InlineData(" 2026-11-21T06:00:00Z")]
    [InlineData("２０２６-11-21T06:00:00Z")]
    public void Everything_else_is_not_an_instant(string text) => Assert.False(IsoInstant.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Every_prefix_of_an_instant_is_no_instant_and_does_not_throw()
    {
        var text = "2026-11-21T06:00:00.123+09:00"u8.ToArray();
        for (var length = 0; length < text.Length; length++)
        {
            // Offsets may be short: ...+09 and ...+0900 are whole, but +09: and +09:0 are not.
            Assert.Equal(length == text.Length - 3, IsoInstant.TryParse(text.AsSpan(0, length), out _));
        }
    }
}
