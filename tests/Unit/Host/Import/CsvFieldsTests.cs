using MiyagiSensing.Host.Import;
using Xunit;

namespace MiyagiSensing.Unit.Host.Import;

public sealed class CsvFieldsTests
{
    [Theory]
    [InlineData("a,b,c", "a|b|c")]
    [InlineData(" a , b ,", "a|b|")]
    [InlineData("", "")]
    [InlineData(",,", "||")]
    [InlineData("\"a,b\",c", "a,b|c")]
    [InlineData("\" a \"", " a ")]
    [InlineData("\"say \"\"yes\"\"\",\"\"", "say \"yes\"|")]
    [InlineData("\"two\nlines\",x", "two\nlines|x")]
    [InlineData("a\"b,c", "a\"b|c")]
    public void A_record_is_cut_at_its_delimiters(string record, string expected)
    {
        List<string> fields = ["left over"];

        Assert.True(CsvFields.TrySplit(record, ',', fields, out _));

        Assert.Equal(expected, string.Join('|', fields));
    }

    [Theory]
    [InlineData("a,\"b", "the quote of field 2 is not closed")]
    [InlineData("\"a\"b,c", "field 1 goes on after its closing quote")]
    public void A_quote_in_the_wrong_place_is_named(string record, string reason)
    {
        Assert.False(CsvFields.TrySplit(record, ',', [], out var fault));

        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }
}
