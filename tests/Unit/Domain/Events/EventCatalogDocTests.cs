using System.Text.RegularExpressions;
using MiyagiSensing.Domain.Events;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Events;

public sealed partial class EventCatalogDocTests
{
    [Fact]
    public void The_page_lists_exactly_the_events_that_the_code_stores()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MiyagiSensing.sln")))
        {
            folder = folder.Parent!;
        }

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "event-catalog.md"));

        Assert.Equal(EventCatalog.AllNames.Order(), Row().Matches(page).Select(match => match.Groups[1].Value).Order());
    }

    [GeneratedRegex(@"^\| `([a-z_]+)` \| `[^`]+` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
