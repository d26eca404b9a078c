using MiyagiSensing.Gateway.Rtk;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Rtk;

public sealed class RtkReasonsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData("Stream ended", "Stream ended")]
    [InlineData("Source signed off (killed itself)", "Source signed off (killed itself)")]
    [InlineData("timeout", "timeout")]
    [InlineData("kicked yamada by operator", RtkReasons.Other)]
    [InlineData("yamada-osaki", RtkReasons.Other)]
    [InlineData("山田さんが切断", RtkReasons.Other)]
    public void A_reason_is_kept_when_all_its_words_are_those_of_casters(string? given, string? stored) => Assert.Equal(stored, RtkReasons.Of(given));
}
