using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog;

namespace MiyagiSensing.Unit.Host.Catalog;

/// <summary>The catalog that the project ships.</summary>
internal static class RealCatalog
{
    public static SensingCatalog Load() => CatalogFiles.Load(Path.Combine(ProjectRoot(), "catalog"));

    private static string ProjectRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MiyagiSensing.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds MiyagiSensing.sln.");
    }
}
