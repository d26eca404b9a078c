using MiyagiSensing.Grpc.Headers;
using Xunit;

namespace MiyagiSensing.Unit.Grpc.Headers;

public sealed class PercentEncodingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text ~!", "plain text ~!")]
    [InlineData("100 %", "100 %25")]
    [InlineData("a\r\nb\t", "a%0D%0Ab%09")]
    [InlineData("宮城", "%E5%AE%AE%E5%9F%8E")]
    [InlineData("\u007f", "%7F")]
    public void Text_is_encoded_and_read_back(string text, string encoded)
    {
        Assert.Equal(encoded, PercentEncoding.Encode(text, 100));
        Assert.Equal(text, PercentEncoding.Decode(encoded));
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("a宮b", 9, "a")]
    [InlineData("a宮b", 10, "a%E5%AE%AE")]
    [InlineData("😀", 11, "")]
    [InlineData("\ud83d", 9, "%EF%BF%BD")]
    public void A_text_that_is_too_long_loses_its_end_at_a_whole_character(string text, int maxLength, string encoded) =>
        Assert.Equal(encoded, PercentEncoding.Encode(text, maxLength));

    [Theory]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("50%, 3%20", "50%, 3 ")]
    [InlineData("%FF", "\uFFFD")]
    public void A_broken_escape_never_hides_the_text(string encoded, string text) => Assert.Equal(text, PercentEncoding.Decode(encoded));
}
