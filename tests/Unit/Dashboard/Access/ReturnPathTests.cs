using MiyagiSensing.Dashboard.Access;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Access;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/stations/buoy-onagawa?range=7d", "/stations/buoy-onagawa?range=7d")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("alerts", "/")]
    [InlineData("https://example.com/", "/")]
    [InlineData("//example.com/", "/")]
    [InlineData("/\\example.com/", "/")]
    [InlineData("/\t/example.com/", "/")]
    [InlineData("/alerts\r\nSet-Cookie: a=b", "/")]
    public void Only_paths_of_this_site_are_followed(string? wished, string followed) => Assert.Equal(followed, ReturnPath.Safe(wished));
}
