using MiyagiSensing.Domain;
using Xunit;

namespace MiyagiSensing.Unit.Domain;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("buoy-1")]
    [InlineData("water_temp")]
    [InlineData("1m")]
    [InlineData("a--__")]
    public void A_well_formed_id_is_valid(string text) => Assert.True(Identifier.IsValid(text));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("A")]
    [InlineData("aB")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("a+")]
    [InlineData("a#")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("観測所")]
    [InlineData("１")]
    public void Anything_else_is_not(string text) => Assert.False(Identifier.IsValid(text));

    [Theory]
    [InlineData(Identifier.MaxLength, true)]
    [InlineData(Identifier.MaxLength + 1, false)]
    public void The_longest_id_has_64_characters(int length, bool valid) => Assert.Equal(valid, Identifier.IsValid(new string('a', length)));
}
