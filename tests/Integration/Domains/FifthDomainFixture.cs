using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Integration.Domains;

/// <summary>A platform on the project's catalog and the files of docs/adding-a-domain.md.</summary>
public sealed class FifthDomainFixture : PlatformFixture
{
    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["MIYAGI_CATALOG"] = DocumentedDomain.WriteCatalog() };
}
