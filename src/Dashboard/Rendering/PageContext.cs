using System.Globalization;
using Microsoft.AspNetCore.Http;
using MiyagiSensing.Dashboard.Texts;
using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Dashboard.Rendering;

/// <summary>What every component of one request shares: the language, the instant the page is about, and the visitor.</summary>
internal sealed class PageContext
{
    private readonly SensingCatalog _catalog;

    /// <summary>Fixes language and instant for the request.</summary>
    public PageContext(IHttpContextAccessor accessor, TimeProvider clock, SensingCatalog catalog, DashboardOptions options)
    {
        Http = accessor.HttpContext ?? throw new InvalidOperationException("A page needs a request.");
        _catalog = catalog;
        Options = options;
        Text = PageTexts.In(Language.Of(Http.Request));
        Now = clock.GetUtcNow();
    }

    public HttpContext Http { get; }

    public DashboardOptions Options { get; }

    public PageTexts Text { get; }

    /// <summary>The instant the page is rendered for, UTC, by the platform's clock.</summary>
    public DateTimeOffset Now { get; }

    public CancellationToken Aborted => Http.RequestAborted;

    public bool SignedIn => Http.User.Identity is { IsAuthenticated: true };

    public bool IsAdmin => Http.User.IsInRole(DashboardRoles.Admin);

    /// <summary>The visitor's language of a text; the other one where this one is empty.</summary>
    public string Local(LocalText text) => Text.Language == Language.English
        ? text.En.Length > 0 ? text.En : text.Ja
        : text.Ja.Length > 0 ? text.Ja : text.En;

    public string Age(DateTimeOffset at) => AgeText.Of(Now - at, Text);

    public string DomainName(string domain) =>
        _catalog.Domains.FirstOrDefault(known => known.Id == domain) is { } definition ? Local(definition.Name) : domain;

    /// <summary>The name of a kind of station; its id when the catalog does not name it.</summary>
    public string KindName(string domain, string kind) =>
        _catalog.Domains.FirstOrDefault(known => known.Id == domain)?.Kinds.GetValueOrDefault(kind) is { } name ? Local(name) : kind;

    /// <summary>Fills the places of a text, numbers without regard to culture.</summary>
    public static string Fill(string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, text, values);

    /// <summary>The present page's address with one query parameter changed; null removes it.</summary>
    public string With(string key, string? value)
    {
        var parameters = Http.Request.Query
            .Where(pair => !string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))
            .Concat(value is null ? [] : [KeyValuePair.Create(key, value)]);
        return Http.Request.Path + QueryString.Create(parameters!).ToString();
    }
}
