using System.Globalization;
using MiyagiSensing.Host.Commands;
using MiyagiSensing.Host.Configuration;
using Xunit;

namespace MiyagiSensing.Unit.Host.Commands;

public sealed class CommandInstantTests
{
    [Theory]
    [InlineData("2026-11-21", "2026-11-21", "2026-11-20T15:00:00Z", "2026-11-21T15:00:00Z")]
    [InlineData("2026-11-21T06:00:00+09:00", "2026-11-21", "2026-11-20T21:00:00Z", "2026-11-21T15:00:00Z")]
    [InlineData("2026-11-21T06:00:00Z", "2026-11-21T06:00:01Z", "2026-11-21T06:00:00Z", "2026-11-21T06:00:01Z")]
    [InlineData("2026-11-21T06:00:00-01:00", null, "2026-11-21T07:00:00Z", "9999-12-30T23:59:59.9999999Z")]
    [InlineData(null, "2026-11-21", "1970-01-01T00:00:00Z", "2026-11-21T15:00:00Z")]
    public void A_plain_date_is_a_day_in_Japan_and_an_instant_has_its_offset(string? from, string? to, string begin, string end)
    {
        Assert.Equal((Instant(begin), Instant(end)), CommandInstant.Range(from, to));
    }

    [Theory]
    [InlineData("2026-11-21T06:00:00", null, "add the offset")]
    [InlineData(null, "2026-11-21 06:00", "add the offset")]
    [InlineData("21.11.2026", null, "write 2026-11-21")]
    [InlineData("yesterday", null, "write 2026-11-21")]
    [InlineData("2026-13-01", null, "write 2026-11-21")]
    [InlineData("0026-11-21", null, "write 2026-11-21")]
    [InlineData("2026-11-22", "2026-11-21", "--from must be before --to")]
    [InlineData("2026-11-21T06:00:00Z", "2026-11-21T06:00:00Z", "--from must be before --to")]
    public void What_is_not_clear_is_refused_in_words(string? from, string? to, string words)
    {
        Assert.Contains(words, Assert.Throws<SettingsException>(() => CommandInstant.Range(from, to)).Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
