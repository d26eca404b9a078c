using MiyagiSensing.Domain.Rtk;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Rtk;

public sealed class RtkPseudonymTests
{
    [Fact]
    public void A_pseudonym_is_made_of_random_bytes_and_recognised() =>
        Assert.True(RtkPseudonym.Of([0, 1, 2, 3, 4, 5, 6, 7, 8, 0xFF]) is "rtk-000102030405060708ff" and var pseudonym && RtkPseudonym.IsValid(pseudonym));

    [Theory]
    [InlineData("")]
    [InlineData("rtk-")]
    [InlineData("sato-tome-471142")]
    [InlineData("rtk-000102030405060708f")]
    [InlineData("rtk-000102030405060708ff0")]
    [InlineData("rtk-000102030405060708FF")]
    [InlineData("rtk-sato-tome-4711420000")]
    public void Anything_else_is_none(string text) => Assert.False(RtkPseudonym.IsValid(text));
}
