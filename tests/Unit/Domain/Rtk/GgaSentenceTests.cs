using System.Globalization;
using MiyagiSensing.Domain.Rtk;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Rtk;

/// <summary>One line of a receiver.</summary>
public sealed class GgaSentenceTests
{
    private const string Sound = "$GNGGA,131631.25,3818.0300000,N,14055.5000000,W,5,12,0.68,193.953,M,39.429,M,1.5,0207";

    [Fact]
    public void A_sound_sentence_is_read()
    {
        Assert.True(GgaSentence.TryParse(Signed(Sound), out var gga, out _));

        Assert.Equal(new TimeSpan(0, 13, 16, 31, 250), gga.Time);
        Assert.Equal((5, 12, 1.5m), (gga.Quality, gga.Satellites!.Value, gga.AgeSeconds!.Value));
        Assert.Equal(38.3005, gga.Latitude!.Value, 9);
        Assert.Equal(-140.925, gga.Longitude!.Value, 9);
    }

    [Fact]
    public void A_receiver_without_a_fix_has_no_position()
    {
        Assert.True(GgaSentence.TryParse(Signed("$GPGGA,093451,,,,,0,00,,,M,,M,,"), out var gga, out _));

        Assert.Equal((0, (double?)null, (decimal?)null), (gga.Quality, gga.Latitude, gga.AgeSeconds));
    }

    [Theory]
    [InlineData("$GNGGA,131631.00,3818.03,N,14055.5,E,9,12,0.68,1,M,1,M,,", "quality")]
    [InlineData("$GNGGA,251631.00,3818.03,N,14055.5,E,4,12,0.68,1,M,1,M,,", "time")]
    [InlineData("$GNGGA,131631.00,3878.03,N,14055.5,E,4,12,0.68,1,M,1,M,,", "position")]
    [InlineData("$GNGGA,131631.00,9918.03,N,14055.5,E,4,12,0.68,1,M,1,M,,", "position")]
    [InlineData("$GNGGA,131631.00,3818.03,X,14055.5,E,4,12,0.68,1,M,1,M,,", "position")]
    [InlineData("$GNGGA,131631.00,3818.03,N,,,4,12,0.68,1,M,1,M,,", "position")]
    [InlineData("$GNGGA,131631.00,3818.03,N,14055.5,E,4,-2,0.68,1,M,1,M,,", "number")]
    [InlineData("$GNGGA,131631.00,3818.03,N,14055.5,E,4,12,0.68,1,M,1,M,-3,", "number")]
    [InlineData("$GNGGA,131631.00,3818.03,N,14055.5,E,4,12,0.68,1,M,1,M", "fields")]
    [InlineData("$GNRMC,131631.00,A", "no GGA")]
    public void What_is_wrong_is_said_without_the_line(string line, string word)
    {
        Assert.False(GgaSentence.TryParse(Signed(line), out _, out var fault));

        Assert.Contains(word, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("14055", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_changed_character_is_found_by_the_checksum()
    {
        var line = Signed(Sound);
        for (var i = 1; i < line.Length; i++)
        {
            var changed = line[..i] + (char)(line[i] ^ 1) + line[(i + 1)..];
            Assert.False(GgaSentence.TryParse(changed, out _, out _), changed);
            Assert.False(GgaSentence.TryParse(line[..i], out _, out _), line[..i]);
        }
    }

    [Theory]
    [InlineData("235959", "2026-05-21T00:00:10Z", "2026-05-20T23:59:59Z")]
    [InlineData("000001", "2026-05-20T23:59:50Z", "2026-05-21T00:00:01Z")]
    [InlineData("131631", "2026-05-20T13:17:00Z", "2026-05-20T13:16:31Z")]
    public void The_date_is_that_of_the_nearest_such_time(string time, string near, string expected)
    {
        Assert.True(GgaSentence.TryParse(Signed($"$GPGGA,{time},,,,,0,00,,,M,,M,,"), out var gga, out _));

        Assert.Equal(Instant(expected), gga.Near(Instant(near)));
    }

    internal static string Signed(string line) => string.Create(CultureInfo.InvariantCulture, $"{line}*{line.Skip(1).Aggregate(0, (sum, letter) => sum ^ letter):X2}");

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
