#pragma once
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <ogr_api.h>
#include <ogr_recordbatch.h>
#include <ogr_srs_api.h>

// GDAL_VERSION_NUM is arithmetic over other macros, which Swift does not import.
static inline int CGDALVersionNumber(void) { return GDAL_VERSION_NUM; }
