using System.Text.RegularExpressions;
using MiyagiSensing.Dashboard.Texts;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Texts;

public sealed partial class PageTextsTests
{
    public static TheoryData<string> Names =>
        [.. typeof(PageTexts).GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_languages_say_something_with_the_same_places_to_fill(string name)
    {
        var japanese = Text(JapaneseTexts.All, name);
        var english = Text(EnglishTexts.All, name);

        Assert.NotEmpty(japanese);
        Assert.NotEmpty(english);
        Assert.Equal(Places(japanese), Places(english));
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place { get; }

    private static string Text(PageTexts texts, string name) => (string)typeof(PageTexts).GetProperty(name)!.GetValue(texts)!;

    private static IEnumerable<string> Places(string text) => Place.Matches(text).Select(match => match.Value).Order();
}
