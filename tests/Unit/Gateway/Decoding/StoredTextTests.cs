using System.Text;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Gateway.Decoding;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Decoding;

public sealed class StoredTextTests
{
    [Theory]
    [InlineData("plain 日本", "plain 日本")]
    [InlineData("a\0b\n", "a·b·")]
    [InlineData("1234567890x", "1234567890")]
    [InlineData("", "")]
    public void Text_for_storing_is_short_and_holds_nothing_that_the_store_refuses(string text, string expected) => Assert.Equal(expected, StoredText.Clean(text, 10));

    [Fact]
    public void Half_a_surrogate_pair_can_be_stored()
    {
        var stored = EventCatalog.Serialize(new DeviceOnline { Device = "a", At = default, Firmware = StoredText.Clean("v\ud83d\ude00", 2) });

        Assert.Contains("v\\uFFFD", Encoding.UTF8.GetString(stored), StringComparison.Ordinal);
    }
}
