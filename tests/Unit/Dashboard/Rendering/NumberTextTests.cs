using MiyagiSensing.Dashboard.Rendering;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Rendering;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(14.26, 1, "14.3")]
    [InlineData(14.0, 2, "14.00")]
    [InlineData(-0.5, 1, "−0.5")]
    [InlineData(-0.04, 1, "0.0")]
    [InlineData(0.0, 0, "0")]
    [InlineData(null, 2, "–")]
    public void A_value_has_the_digits_of_its_metric(double? value, int decimals, string text) => Assert.Equal(text, NumberText.Of(value, decimals));
}
