using MiyagiSensing.Dashboard.Rendering;
using MiyagiSensing.Dashboard.Texts;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Rendering;

public sealed class AgeTextTests
{
    [Theory]
    [InlineData(-30, "たった今", "just now")]
    [InlineData(4.9, "たった今", "just now")]
    [InlineData(5, "5秒前", "5 s ago")]
    [InlineData(59.9, "59秒前", "59 s ago")]
    [InlineData(60, "1分前", "1 min ago")]
    [InlineData(3_599, "59分前", "59 min ago")]
    [InlineData(3_600, "1時間前", "1 h ago")]
    [InlineData(172_799, "47時間前", "47 h ago")]
    [InlineData(172_800, "2日前", "2 days ago")]
    public void An_age_is_rounded_down_to_its_unit(double seconds, string japanese, string english)
    {
        Assert.Equal(japanese, AgeText.Of(TimeSpan.FromSeconds(seconds), JapaneseTexts.All));
        Assert.Equal(english, AgeText.Of(TimeSpan.FromSeconds(seconds), EnglishTexts.All));
    }
}
