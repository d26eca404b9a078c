using MiyagiSensing.Host.Commands;
using MiyagiSensing.Host.Configuration;
using Xunit;

namespace MiyagiSensing.Unit.Host.Commands;

public sealed class DeviceFileTests
{
    [Fact]
    public void Headings_comments_and_blank_lines_are_passed_over_and_a_secret_may_hold_commas() => Assert.Equal(
        [new DeviceRegistration("a", "river", "s-1", null), new DeviceRegistration("b", "buoy", "s-2", "one,two,three")],
        DeviceFile.Read(["\uFEFFid,domain,station,secret", "", "# gauges", " a , river,s-1", "b,buoy,s-2,one,two,three"]));

    [Theory]
    [InlineData("Line 2: 'a' has 2 fields", "id,domain,station", "a,river")]
    [InlineData("Line 1 has quotes", "\"a\",\"river\",\"s-1\"")]
    [InlineData("The file has no devices", "id,domain,station", "# none")]
    public void What_is_wrong_is_named(string beginning, params string[] lines) =>
        Assert.StartsWith(beginning, Assert.Throws<SettingsException>(() => DeviceFile.Read(lines)).Message, StringComparison.Ordinal);
}
